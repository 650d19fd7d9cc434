"""Finding what was known: of one operator or of many, in two statements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, aliased

from app.register.models import Entry
from app.register.past.asking import Moments
from app.register.past.models import Publication, StatusPeriod


@dataclass(frozen=True)
class Past:
    """An operator at a moment, as known at another: what the bodies of the answers are made of.

    `known` is the last publication that counts. `then` is the one that stood at the moment asked about; None before the first.
    """

    tin: str
    as_of: datetime
    known: Publication
    then: Publication | None
    periods: Sequence[StatusPeriod]

    @property
    def stood(self) -> Publication:
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
    def held(self) -> list[StatusPeriod]:
        """The newest authorisation of each type at that moment, as known."""
        return self.held_by(self.known)

    def held_by(self, publication: Publication) -> list[StatusPeriod]:
        """The same, as it was known when this was the last publication."""
        known = [one for one in self.periods if one.is_known(publication.known_from)]
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
    of_theirs = select(Publication).where(Publication.operator_id == Entry.operator_id)
    newest_first = of_theirs.order_by(Publication.known_from.desc()).limit(1)
    known = aliased(Publication, newest_first.where(*counting).lateral("known"))
    standing = Publication.known_from <= as_of, Publication.known_from <= known.known_from
    then = aliased(Publication, newest_first.where(*standing).lateral("then"))
    query = select(Entry.tin, known, then).select_from(Entry).join(known, true()).outerjoin(then, true()).where(whose)
    rows = session.execute(query).all()
    periods = covering(session, [row[1].operator_id for row in rows], as_of)
    return {tin: Past(tin, as_of, last, stood, periods.get(last.operator_id, [])) for tin, last, stood in rows}


def covering(session: Session, operator_ids: Collection[UUID], as_of: datetime) -> dict[UUID, list[StatusPeriod]]:
    """The periods in which the moment lies, whenever they were known."""
    around = StatusPeriod.valid_from <= as_of, StatusPeriod.valid_to.is_(None) | (StatusPeriod.valid_to > as_of)
    query = (
        select(StatusPeriod)
        .where(StatusPeriod.operator_id.in_(operator_ids), *around)
        .order_by(StatusPeriod.known_from, StatusPeriod.id)
    )
    found: dict[UUID, list[StatusPeriod]] = {}
    for one in session.scalars(query) if operator_ids else ():
        found.setdefault(one.operator_id, []).append(one)
    return found
