"""Signing in by a key: a system proves that it has the private half (RFC 7523), and nothing that could be stolen is sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session

from app.accounts import clients
from app.accounts.client_keys import ALGORITHMS
from app.accounts.models import ApiClient
from app.core import clock
from app.core.database import Base
from app.core.errors import NotAllowed

KIND = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST, SKEW = timedelta(minutes=10), timedelta(seconds=30)
SIGNED_BY = tuple(one for each in ALGORITHMS.values() for one in each)


class WrongAssertion(NotAllowed):
    """The signature is not one of an active system; or it is, and the text says what else is wrong."""

    def __init__(self, why: str = "Unknown client, or the assertion is not signed by its key.") -> None:
        super().__init__(why)


class UsedAssertion(Base):
    """An assertion that was taken; it is not taken again while it could be."""

    __tablename__ = "used_assertion"

    until: Mapped[datetime]


def name_of(assertion: str) -> str:
    """Whom it claims to be from, unproved; empty where that cannot be read or is no name."""
    try:
        said = orjson.loads(jws.extract_compact(assertion.encode()).payload)
        name = said.get("sub")
        return name if isinstance(name, str) and name.isprintable() else ""
    except (JoseError, ValueError, AttributeError):
        return ""


def authenticate(session: Session, assertion: str, audiences: Collection[str]) -> ApiClient:
    """The system that signed it for one of these audiences, or `WrongAssertion`. Each is taken once; the caller commits."""
    client = clients.active(session, name_of(assertion))
    if client is None:
        raise WrongAssertion
    said = signed(assertion, client.keys)
    check(said, client.client_id, audiences)
    use_once(session, client, said)
    return client


def signed(assertion: str, keys: list[dict[str, Any]]) -> dict[str, Any]:
    """What it says, once the signature is found to be right: by one of these keys, in a way it may sign."""

    def key_of(found: Any) -> ECKey | RSAKey:
        head = found.headers()
        fitting = [key for key in keys if head.get("alg") in ways(key) and head.get("kid") in (None, key["kid"])]
        if len(fitting) != 1:
            raise WrongAssertion
        return (ECKey if fitting[0]["kty"] == "EC" else RSAKey).import_key(fitting[0])

    try:
        said = orjson.loads(jws.deserialize_compact(assertion, key_of, algorithms=list(SIGNED_BY)).payload)
    except (JoseError, ValueError):
        raise WrongAssertion from None
    if not isinstance(said, dict):
        raise WrongAssertion
    return said


def ways(key: dict[str, Any]) -> Collection[str]:
    return (key["alg"],) if "alg" in key else ALGORITHMS[key.get("crv", "RSA")]


def check(said: dict[str, Any], client_id: str, audiences: Collection[str]) -> None:
    """`WrongAssertion`, which tells the holder of the key what to put right."""
    meant = said.get("aud") if isinstance(said.get("aud"), list) else [said.get("aud")]
    if (said.get("iss"), said.get("sub")) != (client_id, client_id):
        raise WrongAssertion("iss and sub of the assertion must be the client_id.")
    if set(audiences).isdisjoint(str(one) for one in meant or ()):
        raise WrongAssertion(f"aud of the assertion must be {' or '.join(audiences)}.")
    if not isinstance(said.get("jti"), str) or not said["jti"]:
        raise WrongAssertion("The assertion needs a jti of its own.")
    if not is_timely(said):
        raise WrongAssertion(f"exp of the assertion must lie ahead, by {LONGEST.seconds // 60} minutes at most; iat and nbf not.")


def is_timely(said: dict[str, Any]) -> bool:
    now = clock.now().timestamp()
    end, starts = said.get("exp"), [said[name] for name in ("iat", "nbf") if name in said]
    if not isinstance(end, int | float) or not all(isinstance(one, int | float) for one in starts):
        return False
    return now < end <= now + (LONGEST + SKEW).total_seconds() and all(one <= now + SKEW.total_seconds() for one in starts)


def use_once(session: Session, client: ApiClient, said: dict[str, Any]) -> None:
    """`WrongAssertion` the second time, also where both arrive at once."""
    key = uuid5(NAMESPACE_URL, f"{client.client_id} {said['jti']}")
    row = insert(UsedAssertion).values(id=key, until=datetime.fromtimestamp(said["exp"], UTC))
    if session.execute(row.on_conflict_do_nothing().returning(UsedAssertion.id)).first() is None:
        raise WrongAssertion("This assertion was used before: each token needs one with a jti of its own.")


def sweep(session: Session) -> None:
    """Forget those that are refused by their exp anyway."""
    session.execute(delete(UsedAssertion).where(UsedAssertion.until < clock.now()))
