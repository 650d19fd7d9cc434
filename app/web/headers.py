"""What every answer says about itself to the browser."""

from __future__ import annotations

import re
from uuid import uuid4

from flask import Flask, Response, current_app, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

PLAIN = re.compile(r"[A-Za-z0-9._:-]{1,64}")  # it stands in logs and answers


def name_request() -> None:
    sent = request.headers.get("X-Request-Id", "")
    g.request_id = sent if PLAIN.fullmatch(sent) else str(uuid4())


def protect(response: Response) -> Response:
    """No inline script or style, no framing, no sniffing, nothing of a signed-in page kept by a cache."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Request-Id"] = g.get("request_id", "")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if current_app.config["SETTINGS"].is_served_by_tls:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def register(app: Flask) -> None:
    proxies = app.config["SETTINGS"].trusted_proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.before_request(name_request)
    app.after_request(protect)
