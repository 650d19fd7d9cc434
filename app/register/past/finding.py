"""Finding what was known: of one operator or of many, in two statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from app.register.models import Entry
from app.register.past.models import Publication, StatusPeriod
from app.register.past.moments import Moments
from app.register.past.rows import Published, Span


@dataclass(frozen=True, slots=True)
class Past:
    """An operator at a moment, as known at another: what the bodies of the answers are made of.

    `known` is the last publication that counts. `then` is the one that stood at the moment asked about; None before the first.
    """

    tin: str
    as_of: datetime
    known: Published
    then: Published | None
    spans: Sequence[Span]

    @property
    def stood(self) -> Published:
        """Whose words are told: of a time before the first publication, those known since."""
        return self.then or self.known

    @property
    def name(self) -> str:
        return self.stood.name

    @property
    def country(self) -> str:
        return self.stood.country

    @property
    def roles(self) -> Sequence[str]:
        return self.stood.roles

    @property
    def held(self) -> list[Span]:
        """The newest authorisation of each type at that moment, as known."""
        return self.held_by(self.known)

    def held_by(self, publication: Published) -> list[Span]:
        """The same, as it was known when this was the last publication."""
        known = [one for one in self.spans if one.is_known(publication.known_from)]
        newest = {one.type: one for one in sorted(known, key=lambda one: (one.granted_on, one.number))}
        return [newest[kind] for kind in sorted(newest)]


def find(session: Session, tins: Collection[str], when: Moments) -> dict[str, Past]:
    """By TIN; whoever has no entry, or had none by what counts, is not in it."""
    counting = () if when.counting is None else (Publication.known_from <= when.counting,)
    return found(session, Entry.tin.in_(tins), when.as_of, counting)


def find_again(session: Session, publication_id: UUID, as_of: datetime) -> Past | None:
    """As it was found when this publication was the last one."""
    theirs = select(Publication.operator_id).where(Publication.id == publication_id).scalar_subquery()
    past = found(session, Entry.operator_id == theirs, as_of, (Publication.id == publication_id,))
    return next(iter(past.values()), None)


def found(
    session: Session, whose: ColumnElement[bool], as_of: datetime, counting: Sequence[ColumnElement[bool]]
) -> dict[str, Past]:
    """What stood is looked for only where something newer counts."""
    known = newest(*counting).lateral("known")
    then = newest(Publication.known_from <= as_of, known.c.known_from > as_of).lateral("then")
    query = select(Entry.tin, *known.c, *then.c).select_from(Entry).join(known, true()).outerjoin(then, true()).where(whose)
    rows = session.execute(query).all()
    spans = covering(session, [row[2] for row in rows], as_of)
    return {row[0]: of_row(row, as_of, spans) for row in rows}


def newest(*which: ColumnElement[bool]) -> Select[Any]:
    """The last one of these, of the operator of the entry."""
    columns = [getattr(Publication, name) for name in Published._fields]
    theirs = select(*columns).where(Publication.operator_id == Entry.operator_id, *which)
    return theirs.order_by(Publication.known_from.desc()).limit(1)


def of_row(row: Sequence[Any], as_of: datetime, spans: Mapping[UUID, Sequence[Span]]) -> Past:
    """The TIN, what is known, and what stood before it."""
    width = len(Published._fields)
    known = Published._make(row[1 : 1 + width])
    before = Published._make(row[1 + width :]) if row[1 + width] else None
    then = known if known.known_from <= as_of else before
    return Past(row[0], as_of, known, then, spans.get(known.operator_id, ()))


def covering(session: Session, operator_ids: Collection[UUID], as_of: datetime) -> dict[UUID, list[Span]]:
    """The periods in which the moment lies, whenever they were known."""
    around = StatusPeriod.valid_from <= as_of, StatusPeriod.valid_to.is_(None) | (StatusPeriod.valid_to > as_of)
    columns = [getattr(StatusPeriod, name) for name in Span._fields]
    theirs = select(*columns).where(StatusPeriod.operator_id.in_(operator_ids), *around)
    spans: dict[UUID, list[Span]] = {}
    for row in session.execute(theirs.order_by(StatusPeriod.known_from, StatusPeriod.id)) if operator_ids else ():
        spans.setdefault(row[0], []).append(Span._make(row))
    return spans
