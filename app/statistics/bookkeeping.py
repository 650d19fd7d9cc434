"""Writing the ledger of every operator whose authorisation was valid in the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, delete, func, select
from sqlalchemy.orm import Session

from app.core import clock, many
from app.operators.models import Operator
from app.outcomes.filed import COUNTS
from app.outcomes.sums import operator_sum
from app.outcomes.words import Selection, Size
from app.programme.words import Role
from app.statistics.ledger import Group, Ledger, ledger
from app.statistics.measures import Verdict
from app.statistics.models import TALLY, benefit_ledger, month_band, peer_group
from app.statistics.period import period
from app.statistics.words import Standing

AT_ONCE = 1_000
WITHOUT = [one.value for one in Standing]
NAMES = ("operator_id", "broken", "kept", "gap", "declarations", "told")

Groups = Mapping[tuple[Role, str], Group]


def write(session: Session) -> None:
    """Some operators at a time. Only what has changed is written; whoever was given no credit in the period has no ledger."""
    groups, ids = peer_groups(session), given_credit(session)
    statement = many.from_rows(benefit_ledger, NAMES)
    news = {name: statement.excluded[name] for name in NAMES[1:]}
    changed = benefit_ledger.c.told.is_distinct_from(statement.excluded.told)
    upsert = statement.on_conflict_do_update(index_elements=["operator_id"], set_=news, where=changed)
    for place in range(0, len(ids), AT_ONCE):
        many.put(session, upsert, [row(*one) for one in ledgers(session, ids[place : place + AT_ONCE], groups)])
    drop_others(session, set(ids))


def given_credit(session: Session) -> Sequence[UUID]:
    """Those who were in a band at the beginning of one of the months, and so were promised something."""
    its = month_band.c
    held = select(its.operator_id).where(its.month.between(*period(clock.today())), its.band.not_in(WITHOUT))
    return session.scalars(held.distinct().order_by(its.operator_id)).all()


def row(operator_id: UUID, told: Ledger) -> dict[str, Any]:
    main = told.main
    return {
        "operator_id": operator_id,
        "broken": main.count(Verdict.BROKEN),
        "kept": main.count(Verdict.KEPT),
        "gap": main.gap,
        "declarations": main.declarations,
        "told": told.model_dump(mode="json"),
    }


def drop_others(session: Session, seen: set[UUID]) -> None:
    gone = set(session.scalars(select(benefit_ledger.c.operator_id))) - seen
    if gone:
        session.execute(delete(benefit_ledger).where(benefit_ledger.c.operator_id.in_(gone)))


def peer_groups(session: Session) -> Groups:
    groups = {}
    for one in session.execute(select(peer_group)).mappings():
        size = None if one["size"] == "any" else Size(one["size"])
        groups[one["role"], one["size"]] = Group(size=size, traders=one["traders"], tally={name: one[name] for name in TALLY})
    return groups


def peers_of(groups: Groups, role: Role, size: Size) -> Group | None:
    """Traders of its size, or all of its role where those are too few to hide in."""
    return groups.get((role, size.value)) or groups.get((role, "any"))


def ledgers(session: Session, ids: Sequence[UUID], groups: Groups) -> Iterator[tuple[UUID, Ledger]]:
    months = period(clock.today())
    for operator_id, rows in groupby(sums(session, ids), key=lambda one: one["operator_id"]):
        roles: dict[Role, dict[Selection, Mapping[str, int]]] = {}
        size = Size.UNKNOWN
        for one in rows:
            size = Size.of(one["people"])
            roles.setdefault(one["role"], {})[one["selection"]] = {name: one[name] for name in COUNTS}
        yield operator_id, ledger(months, roles, {role: found for role in roles if (found := peers_of(groups, role, size))})


def sums(session: Session, ids: Sequence[UUID]) -> Iterable[RowMapping]:
    """Of the months in which credit was given."""
    its, bands = operator_sum.c, month_band.c
    columns = [its.operator_id, its.role, its.selection, Operator.people]
    totals = [func.sum(its[name]).label(name) for name in COUNTS]
    told = select(*columns, *totals).join(Operator, Operator.id == its.operator_id)
    told = told.join(month_band, (bands.operator_id == its.operator_id) & (bands.month == its.month))
    told = told.where(its.operator_id.in_(ids), its.month.between(*period(clock.today())), bands.band.not_in(WITHOUT))
    return session.execute(told.group_by(*columns).order_by(*columns[:3])).mappings()
