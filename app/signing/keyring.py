"""The keys as this process read them last: signing and verifying ask the database once in five seconds at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from time import monotonic
from typing import Any

import orjson
from joserfc import jws
from joserfc.jwk import ECKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.sealing import Unreadable, unseal
from app.signing.models import SigningKey
from app.signing.words import Use

ALGORITHM, CURVE, PURPOSE = "ES256", "P-256", "signing key"
FRESH, AGAIN = 5.0, 1.0  # seconds: for how long what was read is believed, and how soon an unknown key is looked for again
OUTLIVES: Mapping[Use, timedelta] = {Use.TOKEN: timedelta(days=1), Use.PUBLICATION: timedelta(days=120)}


@dataclass(frozen=True)
class Key:
    """A key pair as it was read: importing and opening it is done once."""

    kid: str
    use: Use
    jwk: dict[str, Any]
    sealed: bytes
    valid_from: datetime

    @cached_property
    def public(self) -> ECKey:
        return ECKey.import_key(self.jwk)

    @cached_property
    def private(self) -> ECKey | None:
        """None where it was sealed with another SECRET_KEY."""
        try:
            return ECKey.import_key(orjson.loads(unseal(PURPOSE, self.sealed)))
        except Unreadable:
            return None

    def sign(self, kind: str, payload: bytes) -> str:
        """A compact JWS; `kind` is its `typ`."""
        if self.private is None:
            raise Unreadable
        head = {"alg": ALGORITHM, "kid": self.kid, "typ": kind}
        return jws.serialize_compact(head, payload, self.private, algorithms=[ALGORITHM])


@dataclass(frozen=True)
class Keyring:
    """Every key there is, the oldest first."""

    keys: tuple[Key, ...]
    read_at: float

    def of(self, use: Use) -> list[Key]:
        return [key for key in self.keys if key.use is use]

    def outlived(self, use: Use) -> list[Key]:
        """Keys of which everything signed has expired."""
        over = clock.now() - OUTLIVES[use]
        return [key for key, following in pairwise(self.of(use)) if following.valid_from < over]

    def published(self, use: Use) -> list[Key]:
        """Those whose signatures may still be met, and the one to come."""
        outlived = self.outlived(use)
        return [key for key in self.of(use) if key not in outlived]

    def in_force(self, use: Use) -> Key | None:
        """The newest that has begun and that this portal's secret opens."""
        begun = [key for key in self.of(use) if key.valid_from <= clock.now()]
        return next((key for key in reversed(begun) if key.private), None)

    def ahead(self, use: Use) -> Key | None:
        """The one that signs next."""
        return next((key for key in self.of(use) if key.valid_from > clock.now() and key.private), None)

    def verifiers(self, use: Use) -> dict[str, ECKey]:
        return {key.kid: key.public for key in self.published(use)}


_read: Keyring | None = None


def current(session: Session) -> Keyring:
    if _read is None or monotonic() - _read.read_at > FRESH:
        return read(session)
    return _read


def knowing(session: Session, kid: str) -> Keyring:
    """With this key, if there is one: another process may have made it a moment ago."""
    ring = current(session)
    is_known = any(key.kid == kid for key in ring.keys)
    return ring if is_known or monotonic() - ring.read_at < AGAIN else read(session)


def read(session: Session) -> Keyring:
    """Read now, past what is remembered."""
    global _read  # noqa: PLW0603  one ring for a process
    columns = (SigningKey.kid, SigningKey.use, SigningKey.public_jwk, SigningKey.private_jwk, SigningKey.valid_from)
    rows = session.execute(select(*columns).order_by(SigningKey.valid_from, SigningKey.kid)).all()
    before = {(key.kid, key.valid_from): key for key in _read.keys} if _read else {}
    _read = Keyring(tuple(before.get((row[0], row[4])) or Key(*row) for row in rows), monotonic())
    return _read


def forget() -> None:
    """The next to ask reads anew."""
    global _read  # noqa: PLW0603
    _read = None
