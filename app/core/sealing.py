"""Secrets at rest: whoever reads the table, or a copy of it, has not got them without the portal's SECRET_KEY."""

from __future__ import annotations

from functools import cache
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.config import settings

NONCE = 12


class Unreadable(Exception):
    """Sealed with another key, for another purpose, or changed since."""

    def __init__(self) -> None:
        super().__init__("A secret cannot be read: it was sealed with another SECRET_KEY, or changed since.")


def seal(purpose: str, plain: bytes) -> bytes:
    """Close it for one purpose: under another it does not open."""
    nonce = token_bytes(NONCE)
    return nonce + AESGCM(derived(settings().signing_key, purpose)).encrypt(nonce, plain, None)


def unseal(purpose: str, closed: bytes) -> bytes:
    """What was sealed, or `Unreadable`."""
    try:
        return AESGCM(derived(settings().signing_key, purpose)).decrypt(closed[:NONCE], closed[NONCE:], None)
    except (InvalidTag, ValueError):
        raise Unreadable from None


@cache
def derived(secret: str, purpose: str) -> bytes:
    """A key for one purpose (RFC 5869): one that leaks tells nothing of the others."""
    return HKDF(SHA256(), length=32, salt=None, info=f"aeo {purpose}".encode()).derive(secret.encode())
