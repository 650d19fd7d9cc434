"""Texts that go out and come back unchanged, by the programme's clock: tokens of links, forms kept through sign-in."""

from __future__ import annotations

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from app.config import settings
from app.core import clock

__all__ = ["BadSignature", "SignatureExpired", "serializer"]


class Signer(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def serializer(purpose: str) -> URLSafeTimedSerializer:
    """Signs and reads for one purpose: what was signed for another is not read."""
    return URLSafeTimedSerializer(settings().signing_key, salt=purpose, signer=Signer)
