"""What an entry says, whole: as it stands in the database, and as it is to stand there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import bulk
from app.core.bulk import among
from app.register.folding import names
from app.register.models import Entry, Restricted

RESTRICTED = ("status", "risk", "master")


class Computed(NamedTuple):
    """What is published of a computation of the modifier."""

    id: UUID
    modifier: Mapping[str, Any]
    renews_at: datetime


class Content(NamedTuple):
    """By the names of the columns of an entry and of what is restricted of it."""

    id: UUID
    operator_id: UUID
    tin: str
    name: str
    city: str
    country: str
    is_public: bool
    summary: dict[str, Any]
    search_key: list[str]
    seq: int
    public: bytes | None
    changes_at: datetime | None
    renews_at: datetime | None
    policy_sha256: str | None
    published_at: datetime
    status: bytes
    risk: bytes
    master: bytes

    @property
    def words(self) -> set[str]:
        """Those by which anybody finds it."""
        return set(self.search_key) if self.is_public else set()

    @property
    def names(self) -> set[str]:
        return names(self.name)


def stored(session: Session, operator_ids: Collection[UUID]) -> dict[UUID, Content]:
    """As it stands; who was never published is not among them."""
    columns = [getattr(Restricted if name in RESTRICTED else Entry, name) for name in Content._fields]
    found = select(*columns).join(Restricted, Restricted.entry_id == Entry.id).where(among(Entry.operator_id, operator_ids))
    return {content.operator_id: content for content in map(Content._make, session.execute(found))}


def put(session: Session, contents: Iterable[Content]) -> None:
    """From now on it stands so."""
    rows = [content._asdict() for content in contents]
    restricted = [restricted_of(row) for row in rows]
    bulk.put_all(session, Entry, rows, key="operator_id")
    bulk.put_all(session, Restricted, restricted, key="entry_id")


def restricted_of(row: dict[str, Any]) -> dict[str, Any]:
    """What is restricted, taken out of the entry whose id it shares."""
    whose = {"id": row["id"], "entry_id": row["id"], "operator_id": row["operator_id"]}
    return whose | {name: row.pop(name) for name in RESTRICTED}
