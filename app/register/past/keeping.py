"""Keeping what is published, and for each authorisation which status it has from when to when.

Written where an entry is written, behind the lock of its operator: one operator's moments never cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.authorisations.models import Authorisation
from app.authorisations.states import State
from app.core import bulk, clock, ids
from app.register.bodies import for_systems
from app.register.content import Computed, Content
from app.register.particulars import Held
from app.register.past.models import Publication, StatusPeriod

TICK = timedelta(microseconds=1)
SAID = ("status", "since", "effective_from", "effective_to", "suspended_until")
PARTS = "suspended_parts"


class Stretch(NamedTuple):
    """What is said of an authorisation from a moment on."""

    begins: datetime
    said: dict[str, object]


def keep(session: Session, published: Iterable[tuple[Content, Computed]]) -> None:
    """What each entry says from now on, beside the status, with the computation that it rests on."""
    bulk.add_all(session, Publication, [publication(*one) for one in published])


def publication(content: Content, computed: Computed) -> dict[str, Any]:
    return {
        "id": ids.fresh(),
        "operator_id": content.operator_id,
        "seq": content.seq,
        "known_from": content.published_at,
        "holds_until": computed.modifier["valid_until"],
        "name": content.name,
        "country": content.country,
        "roles": content.summary["roles"],
        "is_public": content.is_public,
        "computation_id": computed.id,
    }


def moment_after(last: datetime | None) -> datetime:
    """Now, and always after the publication before: a clock that was set back makes no knowledge older than what it follows."""
    return max(clock.now(), last + TICK) if last else clock.now()


def follow(session: Session, operator_id: UUID, authorisations: Sequence[Authorisation], moment: datetime) -> None:
    """Each authorisation as its row has it now: what was known of the time ahead ends where the row says otherwise."""
    known = known_now(session, operator_id)
    for one in authorisations:
        periods = [period for period in known if period.authorisation_id == one.id]
        held = Held.model_validate(one)
        rewrite(session, one, periods, [*([] if periods else behind(held, moment)), *ahead(held, moment)], moment)


def known_now(session: Session, operator_id: UUID) -> Sequence[StatusPeriod]:
    query = select(StatusPeriod).where(StatusPeriod.operator_id == operator_id, StatusPeriod.known_to.is_(None))
    return session.scalars(query.order_by(StatusPeriod.valid_from, StatusPeriod.id)).all()


def rewrite(
    session: Session, authorisation: Authorisation, known: Sequence[StatusPeriod], becoming: Sequence[Stretch], moment: datetime
) -> None:
    """From the first of the new stretches on they stand in place of what was known. It may begin in the past: a correction."""
    line = joined(becoming)
    since = line[0].begins
    after = [one for one in known if one.valid_to is None or one.valid_to > since]
    if [said_from(one, since) for one in after] == line:
        return
    for one in after:
        one.known_to = moment
    before = [said_from(one, one.valid_from) for one in after if one.valid_from < since]
    session.flush()
    session.add_all(periods(authorisation, joined([*before, *line]), moment))


def said_from(period: StatusPeriod, since: datetime) -> Stretch:
    return Stretch(max(period.valid_from, since), {name: getattr(period, name) for name in (*SAID, PARTS)})


def periods(authorisation: Authorisation, line: Sequence[Stretch], moment: datetime) -> Iterator[StatusPeriod]:
    for stretch, ends in zip(line, [*(one.begins for one in line[1:]), None], strict=True):
        yield StatusPeriod(
            operator_id=authorisation.operator_id,
            authorisation_id=authorisation.id,
            number=authorisation.number,
            type=authorisation.type,
            granted_on=authorisation.granted_on,
            valid_from=stretch.begins,
            valid_to=ends,
            known_from=moment,
            **stretch.said,
        )


def joined(line: Sequence[Stretch]) -> list[Stretch]:
    """Without those that say what the one before says."""
    return [one for place, one in enumerate(line) if place == 0 or one.said != line[place - 1].said]


def ahead(held: Held, moment: datetime) -> Iterator[Stretch]:
    """What is said now, and what it becomes by itself: a day begins at midnight of the authority."""
    day: date | None = clock.day_of(moment)
    begins = moment
    while day:
        yield Stretch(begins, said(held, day))
        if day := held.next_change_after(day):
            begins = clock.start_of(day)


def behind(held: Held, moment: datetime) -> Iterator[Stretch]:
    """How one that was never published came to be as it is, by the days in its file."""
    today = clock.day_of(moment)
    days = {held.granted_on, held.effective_from, held.suspended_on, held.suspended_until, held.effective_to, held.ended_on}
    days |= {day for part in held.suspended_parts for day in (part.suspended_on, part.suspended_until)}
    for day in sorted(day for day in days if day and day <= today):
        yield Stretch(clock.start_of(day), said(held.model_copy(update={"state": state_on(held, day)}), day))


def state_on(held: Held, day: date) -> State:
    """What stood in the file then: an end or a suspension counts from its day."""
    begun = held.ended_on or held.suspended_on
    return held.state if begun and begun <= day else State.GRANTED


def said(held: Held, day: date) -> dict[str, object]:
    body = for_systems(held, day)
    return {name: body[name] for name in SAID} | {PARTS: held.parts_on(day)}
