"""What every answer says about itself to the browser."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from app.core import protection


def name_request() -> None:
    g.request_id = protection.request_id(request.headers.get("X-Request-Id", ""))


def protect(response: Response) -> Response:
    """No inline script or style, no framing, no sniffing, nothing of a signed-in page kept by a cache."""
    by_tls = protection.BY_TLS if current_app.config["SETTINGS"].is_served_by_tls else {}
    for name, value in (protection.ALWAYS | by_tls).items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def register(app: Flask) -> None:
    proxies = app.config["SETTINGS"].trusted_proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.before_request(name_request)
    app.after_request(protect)
