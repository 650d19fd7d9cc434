"""What a system sends twice is done once: the first answer is kept for a day and given again."""

from __future__ import annotations

import struct
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.accounts.models import ApiClient
from app.core import clock
from app.core.database import Base
from app.core.errors import Invalid, WrongState
from app.core.isolation import unlock
from app.core.sealing import seal, unseal

KEPT_FOR = timedelta(hours=24)
PURPOSE = "idempotent answer"  # an answer may hold a secret that is shown once


class StillRunning(WrongState):
    """The first sending is being done at this moment."""

    def __init__(self) -> None:
        super().__init__("A request with this Idempotency-Key is being done. Send it again in a second.")


class OtherRequest(Invalid):
    """The key was sent before with something else: one of the two would never be done."""

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was sent before, with another address or another body.")


class IdempotentRequest(Base):
    """A request that was done: what it asked, as a hash, and its answer, sealed."""

    __tablename__ = "idempotent_request"
    __table_args__ = (UniqueConstraint("client_id", "key"), Index("ix_idempotent_request_done_at", "done_at"))

    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"))
    key: Mapped[str]
    fingerprint: Mapped[str]
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    done_at: Mapped[datetime]


def begin(session: Session, client: ApiClient, key: str, fingerprint: str) -> dict[str, Any] | None:
    """The answer of the first sending, or None for the first one itself, which goes on alone until its commit.

    `StillRunning` beside one that has not ended, `OtherRequest` where the key was used for something else. The lock ends
    with the transaction: whoever is killed leaves no request that runs for ever.
    """
    unlock(session, str(client.id))
    if not session.scalar(select(func.pg_try_advisory_xact_lock(number_of(client, key)))):
        raise StillRunning
    done = session.scalars(select(IdempotentRequest).filter_by(client_id=client.id, key=key)).one_or_none()
    if done is None or done.done_at <= clock.now() - KEPT_FOR:
        return None
    if done.fingerprint != fingerprint:
        raise OtherRequest
    answer: dict[str, Any] = orjson.loads(unseal(PURPOSE, done.answer))
    return answer


def keep(session: Session, client: ApiClient, key: str, fingerprint: str, answer: dict[str, Any]) -> None:
    """In the transaction of what was done; in place of one that has grown old."""
    session.execute(delete(IdempotentRequest).filter_by(client_id=client.id, key=key))
    closed = seal(PURPOSE, orjson.dumps(answer))
    session.add(IdempotentRequest(client_id=client.id, key=key, fingerprint=fingerprint, answer=closed, done_at=clock.now()))


def number_of(client: ApiClient, key: str) -> int:
    """What the lock is taken on."""
    number: int = struct.unpack(">q", sha256(f"idempotent {client.id} {key}".encode()).digest()[:8])[0]
    return number


def sweep(session: Session) -> None:
    """Forget what nobody sends again."""
    session.execute(delete(IdempotentRequest).where(IdempotentRequest.done_at < clock.now() - KEPT_FOR))
