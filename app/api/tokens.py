"""Bearer tokens of systems: issued for ten minutes, verified without asking anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hmac import digest
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from joserfc.jwt import JWTClaimsRegistry

from app.core import clock

LIFETIME = timedelta(minutes=10)
AUDIENCE, ISSUER = "aeo-api", "aeo-portal"
PURPOSE = b"aeo access token 1"
ALGORITHM, KIND = "HS256", "at+jwt"  # pinned: what a token says of itself is never believed


class InvalidToken(Exception):
    """Not a token of ours, or no longer one."""


@dataclass(frozen=True)
class Bearer:
    """Whom a token names, and what it was given for."""

    client_id: str
    scopes: frozenset[str]


@cache
def key_from(secret: str) -> OctKey:
    """The key of the tokens, derived from the portal's secret (RFC 5869): one that leaks tells nothing of the other."""
    extracted = digest(bytes(32), secret.encode(), "sha256")
    return OctKey.import_key(digest(extracted, PURPOSE + b"\x01", "sha256"))


def issue(key: OctKey, client_id: str, scopes: Iterable[str]) -> str:
    now = clock.now()
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": client_id,
        "scope": " ".join(sorted(scopes)),
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "jti": str(uuid4()),
    }
    return jwt.encode({"alg": ALGORITHM, "typ": KIND}, claims, key, algorithms=[ALGORITHM])


def verify(key: OctKey, token: str) -> Bearer:
    """Whom the token names, or `InvalidToken`."""
    rules = JWTClaimsRegistry(
        now=int(clock.now().timestamp()),
        iss={"essential": True, "value": ISSUER},
        aud={"essential": True, "value": AUDIENCE},
        sub={"essential": True},
        exp={"essential": True},
    )
    try:
        read = jwt.decode(token, key, algorithms=[ALGORITHM])
        rules.validate(read.claims)
    except (JoseError, ValueError) as error:
        raise InvalidToken(str(error)) from None
    if read.header.get("typ") != KIND:
        raise InvalidToken("another kind of token")
    if not str(read.claims["sub"]).isprintable():
        raise InvalidToken("no name that a system can have")
    return Bearer(str(read.claims["sub"]), frozenset(str(read.claims.get("scope", "")).split()))
