"""What every answer of ours says about itself, from whichever door: no inline script, no framing, no sniffing; and its name."""

from __future__ import annotations

import re
from uuid import uuid4

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
PLAIN = re.compile(r"[A-Za-z0-9._:-]{1,64}")  # it stands in logs and answers


def request_id(sent: str) -> str:
    """The sender's own, or a new one."""
    return sent if sent and PLAIN.fullmatch(sent) else str(uuid4())
