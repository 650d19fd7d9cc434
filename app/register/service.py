"""Publishing: what the world may know of an operator, written in the transaction of the fact that changes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Table, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, joinedload, selectinload

from app.authorisations import queries as authorisations
from app.authorisations.models import Authorisation
from app.core import clock
from app.operators.models import Operator
from app.register import bodies, changes, master
from app.register.changes import Published, words_listed
from app.register.folding import keys, names, number, words
from app.register.models import Entry, Restricted, register_name, register_seq, register_word
from app.register.particulars import Particulars
from app.register.past.keeping import follow, moment_after, publication
from app.register.status_list.models import StatusPlace
from app.register.status_list.places import follow as follow_status
from app.register.status_list.places import listed, places_of


def lock(session: Session, operator_ids: Collection[UUID]) -> None:
    """Nobody else publishes these operators until the commit; what this session reads from here on is what they wrote before.

    The operator's own row is the lock: it is there before its first entry, and `FOR NO KEY UPDATE` lets others go on
    adding rows that refer to it. In the order of the ids, so that two transactions never wait for each other.
    """
    session.flush()
    rows = select(Operator.id).where(Operator.id.in_(operator_ids)).order_by(Operator.id)
    session.execute(rows.with_for_update(key_share=True))
    session.expire_all()


def ever_authorised(session: Session, operator_ids: Collection[UUID]) -> set[UUID]:
    """Those of them that have, or are about to have, an entry."""
    found = select(Authorisation.operator_id).where(Authorisation.operator_id.in_(operator_ids)).distinct()
    return set(session.scalars(found))


class Computed(NamedTuple):
    """What is published of a computation of the modifier."""

    id: UUID
    modifier: Mapping[str, Any]


def publish(session: Session, computed: Mapping[UUID, Computed]) -> None:
    """Write the entries of these operators; the caller holds their locks. One that was never authorised has no entry."""
    held = authorisations.of_operators(session, computed)
    ids = sorted(held)
    operators, places = operators_of(session, ids), places_of(session, ids)
    entries, seqs = entries_of(session, ids), next_seqs(session, len(ids))
    written = [
        write(session, operators[one], held[one], entries.get(one), places[one], computed[one], seq=seq)
        for one, seq in zip(ids, seqs, strict=True)
    ]
    session.flush()
    for entry, before in written:
        list_words(session, register_word, entry.operator_id, before.words if before else set(), words_listed(entry))
        list_words(session, register_name, entry.operator_id, before.names if before else set(), names(entry.name))
    changes.published(session, written)


def operators_of(session: Session, ids: Collection[UUID]) -> dict[UUID, Operator]:
    found = select(Operator).where(Operator.id.in_(ids)).options(selectinload(Operator.sites))
    return {one.id: one for one in session.scalars(found)}


def entries_of(session: Session, ids: Collection[UUID]) -> dict[UUID, Entry]:
    found = select(Entry).where(Entry.operator_id.in_(ids)).options(joinedload(Entry.restricted))
    return {one.operator_id: one for one in session.scalars(found)}


def next_seqs(session: Session, number: int) -> Sequence[int]:
    return session.scalars(select(register_seq.next_value()).select_from(func.generate_series(1, number))).all()


def write(
    session: Session,
    operator: Operator,
    held: Sequence[Authorisation],
    known: Entry | None,
    place: StatusPlace,
    computed: Computed,
    *,
    seq: int,
) -> tuple[Entry, Published | None]:
    """The entry as it is from now on, and what it said before; beside it what was known is kept."""
    particulars = Particulars.of(operator, held).model_copy(update={"status_list": listed(place)})
    follow_status(session, place, particulars, clock.today())
    before = Published.of(known) if known else None
    entry = known or Entry(operator_id=operator.id, restricted=Restricted(operator_id=operator.id))
    held_before = known.summary["held"] if known else None
    fill(entry, operator, particulars, computed.modifier, seq=seq)
    holds_until = computed.modifier["valid_until"]
    session.add_all([entry, publication(entry, operator, particulars, computation_id=computed.id, holds_until=holds_until)])
    if held_before != entry.summary["held"]:
        follow(session, operator.id, held, entry.published_at)
    return entry, before


def list_words(session: Session, index: Table, operator_id: UUID, listed: set[str], wanted: set[str]) -> None:
    """An entry is written anew each week, its words hardly ever."""
    if gone := listed - wanted:
        session.execute(delete(index).where(index.c.operator_id == operator_id, index.c.word.in_(gone)))
    if new := wanted - listed:
        rows = [{"word": word, "operator_id": operator_id} for word in sorted(new)]
        session.execute(insert(index).on_conflict_do_nothing(), rows)


def fill(entry: Entry, operator: Operator, particulars: Particulars, modifier: Mapping[str, Any], *, seq: int) -> None:
    today = clock.today()
    entry.tin, entry.name = operator.tin, operator.name
    entry.city, entry.country = operator.city, operator.country
    entry.is_public = operator.is_public
    entry.summary = particulars.model_dump(mode="json")
    entry.search_key = sorted(search_keys(operator, particulars))
    entry.seq = seq
    entry.restricted.status = bodies.status(particulars, today, seq) or b""
    entry.public = bodies.public(particulars, today) if operator.is_public else None
    entry.restricted.risk = bodies.risk(particulars, modifier)
    entry.restricted.master = master.written(operator, particulars)
    entry.changes_at = changes_at(particulars, modifier)
    entry.published_at = moment_after(entry.published_at)


def search_keys(operator: Operator, particulars: Particulars) -> set[str]:
    """Names and places by their words, numbers whole, types as they are."""
    numbers = [operator.tin, *(one.number for one in particulars.held)]
    places = [operator.city, *(part for site in operator.open_sites for part in (site.city, site.locode or ""))]
    return {
        *keys("name", words(operator.name)),
        *keys("number", map(number, numbers)),
        *keys("place", (word for place in places for word in words(place))),
        *keys("type", (one.type for one in particulars.held)),
    }


def changes_at(particulars: Particulars, modifier: Mapping[str, Any]) -> datetime:
    """When the entry stops being right by itself: a day of an authorisation, a step of the modifier, or its end."""
    day = particulars.next_change_after(clock.today())
    moments = [clock.start_of(day)] if day else []
    ends = [modifier[name] for name in ("next_change_at", "valid_until") if modifier[name]]
    return min([*moments, *(datetime.fromisoformat(end) for end in ends)])
