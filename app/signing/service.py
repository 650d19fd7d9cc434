"""Signing, and the succession of the keys: each is published long before it signs, and long after.

There is always a key in force and the one to come. A key signs for `LIFE`; it stays published until all it signed has expired.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
from joserfc.jwk import ECKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.sealing import seal
from app.history.kinds import Kind
from app.history.service import record
from app.signing import keyring
from app.signing.keyring import ALGORITHM, CURVE, PURPOSE, Key
from app.signing.models import SigningKey
from app.signing.words import Use

if TYPE_CHECKING:
    from app.accounts.models import User

LIFE, AHEAD = timedelta(days=90), timedelta(days=30)
ONE_MAKER = 0x4B455953


def sign(session: Session, use: Use, kind: str, payload: bytes) -> str:
    """A compact JWS of the payload by the key in force; `kind` is its `typ`."""
    return current(session, use).sign(kind, payload)


def current(session: Session, use: Use) -> Key:
    """The key in force. The first of all is made here, and one after SECRET_KEY was replaced; the caller commits."""
    return keyring.current(session).in_force(use) or ensure(session, use)


def ensure(session: Session, use: Use) -> Key:
    """A key in force and one to come, made by one process while the others wait for it."""
    session.execute(select(func.pg_advisory_xact_lock(ONE_MAKER)))
    if keyring.read(session).in_force(use) is None:
        make(session, use, clock.now())
    if keyring.read(session).ahead(use) is None:
        last = keyring.current(session).of(use)[-1]
        make(session, use, max(last.valid_from + LIFE, clock.now() + AHEAD))
    key = keyring.read(session).in_force(use)
    assert key  # noqa: S101  it was made above
    return key


def make(session: Session, use: Use, valid_from: datetime) -> SigningKey:
    pair = ECKey.generate_key(CURVE, auto_kid=True)
    public = {"kid": pair.kid, "use": "sig", "alg": ALGORITHM} | pair.as_dict(private=False)
    sealed = seal(PURPOSE, orjson.dumps(pair.as_dict(private=True)))
    times = {"published_at": min(clock.now(), valid_from), "valid_from": valid_from}
    key = SigningKey(kid=pair.kid, use=use, public_jwk=public, private_jwk=sealed, **times)
    session.add(key)
    session.flush()
    record(session, Kind.SIGNING_KEY_PUBLISHED, about=key, by=None, kid=key.kid, use=use.value)
    return key


def publish(session: Session, *uses: Use) -> dict[str, list[dict[str, Any]]]:
    """The public halves as a JWKS; without `uses` all of them."""
    ring = keyring.current(session)
    return {"keys": [key.jwk for use in uses or tuple(Use) for key in ring.published(use)]}


def turn(session: Session) -> None:
    """What time brings: the next key is published, and outlived ones go. The worker does it each hour."""
    for use in Use:
        ensure(session, use)
        drop(session, keyring.current(session).outlived(use), by=None)


def rotate(session: Session, *, by: User | None, leaked: bool = False) -> None:
    """The keys to come sign from now on. `leaked`: every key there was, those to come too, vouches for nothing any more."""
    for use in Use:
        ensure(session, use)
        ring = keyring.current(session)
        if leaked:
            drop(session, ring.of(use), by=by)
        elif key := ring.ahead(use):
            bring_forward(session, key, by=by)
        ensure(session, use)


def bring_forward(session: Session, key: Key, *, by: User | None) -> None:
    row = find(session, key)
    row.valid_from = clock.now()
    record(session, Kind.SIGNING_KEY_BROUGHT_FORWARD, about=row, by=by, kid=key.kid, use=key.use.value)


def drop(session: Session, keys: list[Key], *, by: User | None) -> None:
    for key in keys:
        row = find(session, key)
        record(session, Kind.SIGNING_KEY_WITHDRAWN, about=row, by=by, kid=key.kid, use=key.use.value)
        session.delete(row)
    session.flush()


def find(session: Session, key: Key) -> SigningKey:
    return session.scalars(select(SigningKey).where(SigningKey.kid == key.kid)).one()
