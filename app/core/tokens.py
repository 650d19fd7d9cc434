"""Bearer tokens of systems (RFC 9068): they last ten minutes, and whoever has the public keys verifies them without asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

LIFETIME = timedelta(minutes=10)
AUDIENCE, ISSUER = "aeo-api", "aeo-portal"
ALGORITHM, KIND = "ES256", "at+jwt"  # pinned: what a token says of itself is never believed


class InvalidToken(Exception):
    """Not a token of ours, or no longer one."""


class UnknownKey(InvalidToken):
    """None of these keys: there may be a newer one."""

    def __init__(self, kid: str) -> None:
        super().__init__("signed with another key")
        self.kid = kid


@dataclass(frozen=True)
class Bearer:
    """Whom a token names, what it was given for, from when until when (seconds since 1970).

    `certificate` is the SHA-256 of the one with which alone it may be used (RFC 8705), if it is bound to one.
    """

    client_id: str
    scopes: frozenset[str]
    issued: int
    until: int
    certificate: str | None = None


def claims(client_id: str, scopes: Iterable[str], now: datetime, certificate: str | None = None, after: int = 0) -> bytes:
    """What a token says, to be signed as a JWS of the kind `KIND`.

    `after` is the last second whose tokens have ended: one that comes within it is of the next, and holds.
    """
    said = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": client_id,
        "client_id": client_id,
        "scope": " ".join(sorted(scopes)),
        "iat": max(int(now.timestamp()), after + 1),
        "exp": int((now + LIFETIME).timestamp()),
        "jti": str(uuid4()),
    }
    bound = {"cnf": {"x5t#S256": certificate}} if certificate else {}
    return orjson.dumps(said | bound)


def verify(token: str, keys: Mapping[str, ECKey], now: datetime) -> Bearer:
    """Whom the token names, or `InvalidToken`; `UnknownKey` where it names a key that is none of these."""
    try:
        head, said = signed(token, keys)
    except (JoseError, ValueError) as error:
        raise InvalidToken(str(error)) from None
    if head.get("typ") != KIND:
        raise InvalidToken("another kind of token")
    return read(said, int(now.timestamp()))


def signed(token: str, keys: Mapping[str, ECKey]) -> tuple[dict[str, Any], Any]:
    """Header and content, once the signature is found to be right."""

    def key_of(found: Any) -> ECKey:
        kid = str(found.headers().get("kid", ""))
        if kid not in keys:
            raise UnknownKey(kid)
        return keys[kid]

    found = jws.deserialize_compact(token, key_of, algorithms=[ALGORITHM])
    return found.headers(), orjson.loads(found.payload)


def read(said: Any, now: int) -> Bearer:
    if not isinstance(said, dict) or (said.get("iss"), said.get("aud")) != (ISSUER, AUDIENCE):
        raise InvalidToken("for somebody else")
    name, issued, until, bound = said.get("sub"), said.get("iat"), said.get("exp"), said.get("cnf")
    if not isinstance(issued, int) or not isinstance(until, int) or until <= now:
        raise InvalidToken("expired")
    if not isinstance(name, str) or not name.isprintable():
        raise InvalidToken("no name that a system can have")
    if bound is not None and not (isinstance(bound, dict) and isinstance(bound.get("x5t#S256"), str)):
        raise InvalidToken("bound to something unknown")
    scopes = frozenset(str(said.get("scope", "")).split())
    return Bearer(name, scopes, issued, until, bound["x5t#S256"] if bound else None)
