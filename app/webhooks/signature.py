"""Signatures by Standard Webhooks 1.0: HMAC-SHA256 over id, timestamp and body, one for each secret in force."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable
from hmac import digest
from secrets import token_bytes

PREFIX, VERSION, LENGTH = "whsec_", "v1", 32


def new_secret() -> str:
    """In the form that the libraries of the standard read."""
    return PREFIX + b64encode(token_bytes(LENGTH)).decode()


def sign(secrets: Iterable[str], message_id: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: while a secret is being changed the message is signed with both."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(f"{VERSION},{b64encode(digest(key_of(secret), signed, 'sha256')).decode()}" for secret in secrets)


def key_of(secret: str) -> bytes:
    return b64decode(secret.removeprefix(PREFIX))


def headers(secrets: Iterable[str], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secrets, message_id, timestamp, body),
    }
