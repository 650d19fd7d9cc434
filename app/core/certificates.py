"""The certificate of who asks, as a proxy hands it over (RFC 9440). From anybody else the header is worth nothing."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Collection, Mapping
from hashlib import sha256
from hmac import compare_digest
from ipaddress import ip_address
from typing import Any

from app.config import Network, Proxies

LONGEST = 16_384


def of(environ: Mapping[str, Any], proxies: Proxies) -> str | None:
    """The thumbprint of the certificate behind this request; None without one, or where no trusted proxy tells of it."""
    header = environ.get("HTTP_CLIENT_CERT")
    if not header or not is_one(peer(environ), proxies.networks):
        return None
    return thumbprint(vouched(header, proxies.secret))


def vouched(header: str, secret: str) -> str:
    """Without the secret behind it, or nothing where that is another: to WSGI `Client_Cert` of a visitor is this header too."""
    certificate, _, said = header.partition(";")
    expected = f"secret={secret}" if secret else ""
    return certificate if compare_digest(said.strip().encode(errors="replace"), expected.encode()) else ""


def peer(environ: Mapping[str, Any]) -> str:
    """Who is at the other end of the connection, whatever headers say of those behind it."""
    changed: Mapping[str, Any] = environ.get("werkzeug.proxy_fix.orig") or {}
    return str(changed.get("REMOTE_ADDR") or environ.get("REMOTE_ADDR") or "")


def is_one(address: str, proxies: Collection[Network]) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known in network for network in proxies)


def thumbprint(header: str) -> str | None:
    """Of a byte sequence between colons (RFC 8941) the `x5t#S256` of RFC 8705; None for anything else."""
    if not (2 < len(header) <= LONGEST and header.startswith(":") and header.endswith(":")):
        return None
    try:
        return of_certificate(b64decode(header[1:-1], validate=True))
    except ValueError:
        return None


def of_certificate(der: bytes) -> str:
    return urlsafe_b64encode(sha256(der).digest()).rstrip(b"=").decode()
