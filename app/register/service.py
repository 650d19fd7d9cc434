"""Publishing: what the world may know of an operator, written in the transaction of the fact that changes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Table, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.authorisations.holders import Holder
from app.authorisations.models import Authorisation
from app.core import clock
from app.core.bulk import among
from app.operators.models import Operator
from app.register import content
from app.register.content import Computed, Content
from app.register.drawing import drawn
from app.register.feed import changes
from app.register.models import register_name, register_seq, register_word
from app.register.particulars import Particulars
from app.register.past import keeping
from app.register.status_list.places import follow as follow_status
from app.register.status_list.places import listed, places_of


def lock(session: Session, operator_ids: Collection[UUID]) -> None:
    """Nobody else publishes these operators until the commit; what this session reads from here on is what they wrote before.

    The operator's own row is the lock: it is there before its first entry, and `FOR NO KEY UPDATE` lets others go on
    adding rows that refer to it. In the order of the ids, so that two transactions never wait for each other.
    """
    session.flush()
    rows = select(Operator.id).where(among(Operator.id, operator_ids)).order_by(Operator.id)
    session.execute(rows.with_for_update(key_share=True))
    session.expire_all()


def publish(session: Session, holders: Mapping[UUID, Holder], computed: Mapping[UUID, Computed]) -> None:
    """Write the entries of these operators; the caller holds their locks."""
    places, before = places_of(session, holders), content.stored(session, holders)
    after: dict[UUID, Content] = {}
    for (one, holder), seq in zip(holders.items(), next_seqs(session, len(holders)), strict=True):
        particulars = Particulars.of(*holder, listed(places[one]))
        follow_status(session, places[one], particulars, clock.today())
        after[one] = drawn(holder.operator, particulars, computed[one], before.get(one), seq=seq)
    content.put(session, after.values())
    keeping.keep(session, [(after[one], computed[one]) for one in holders])
    for one, holder in holders.items():
        follow(session, before.get(one), after[one], holder.authorisations)
    changes.published(session, [(before.get(one), after[one]) for one in holders])


def next_seqs(session: Session, number: int) -> Sequence[int]:
    return session.scalars(select(register_seq.next_value()).select_from(func.generate_series(1, number))).all()


def follow(session: Session, before: Content | None, after: Content, held: Sequence[Authorisation]) -> None:
    """What is kept beside an entry is written only where it is another: hardly ever, while the entry is, each week."""
    if before is None or before.summary["held"] != after.summary["held"]:
        keeping.follow(session, after.operator_id, held, after.published_at)
    list_words(session, register_word, after.operator_id, before.words if before else set(), after.words)
    list_words(session, register_name, after.operator_id, before.names if before else set(), after.names)


def list_words(session: Session, index: Table, operator_id: UUID, listed: set[str], wanted: set[str]) -> None:
    if gone := listed - wanted:
        session.execute(delete(index).where(index.c.operator_id == operator_id, index.c.word.in_(gone)))
    if new := wanted - listed:
        rows = [{"word": word, "operator_id": operator_id} for word in sorted(new)]
        session.execute(insert(index).on_conflict_do_nothing(), rows)
