"""What every answer of ours says about itself, from whichever door: no inline script, no framing, no sniffing; and its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import getrandbits

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
BY_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
ANYWHERE = {"Access-Control-Allow-Origin": "*"}
SHOWN = {
    "Access-Control-Expose-Headers": "ETag, Repr-Digest, X-Request-Id, AEO-Checked-At, RateLimit, RateLimit-Policy, Retry-After"
}
ALLOWED = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, X-Request-Id",
    "Access-Control-Max-Age": "86400",
}
ACROSS: Mapping[str, Mapping[str, str]] = {"GET": ANYWHERE | SHOWN, "HEAD": ANYWHERE | SHOWN, "OPTIONS": ANYWHERE | ALLOWED}
"""To pages of other origins: what anybody may read, and no token."""
PLAIN = re.compile(r"[A-Za-z0-9._:-]{1,64}")  # it stands in logs and answers


def request_id(sent: str) -> str:
    """The sender's own, or a new one, which is no secret: the system need not be asked for chance."""
    return sent if sent and PLAIN.fullmatch(sent) else f"{getrandbits(128):032x}"
