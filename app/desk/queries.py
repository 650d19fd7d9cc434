"""The desk of an officer: what is open, in groups by who acts and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, case, func, literal, nulls_last, or_, select, union_all
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.assessment.clock import Holder
from app.desk.seat import Seat, seat_of
from app.desk.sources import sources
from app.desk.words import Group, Kind, Whose
from app.operators.models import Operator
from app.risk.policies.models import RiskPolicy
from app.risk.policies.policy import DECIDING
from app.risk.policies.states import State

WORKING = (OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR, OfficerRole.DECISION_MAKER)
A_GROUP, A_LIST = 12, 50


@dataclass(frozen=True)
class Wanted:
    """Which rows to show: whose, of which kind, with whom. One group alone is shown at length."""

    whose: Whose = Whose.MINE
    kind: Kind | None = None
    who: Holder | None = None
    group: Group | None = None
    page: int = 1


@dataclass(frozen=True)
class Entry:
    """A row of the desk before it is put in words. `about` says which thing it is, `case_id` which application it belongs to."""

    kind: Kind
    id: UUID
    about: str
    case_id: UUID | None
    operator_id: UUID
    operator: str
    tin: str
    due_on: date
    legal_on: date | None
    who: Holder


@dataclass(frozen=True)
class Part:
    """A group of rows: the first of them, and how many there are."""

    group: Group
    entries: Sequence[Entry]
    total: int


@dataclass(frozen=True)
class Counts:
    """How many rows each list holds, how many of those nobody has taken customs means to have done by today, and what is no row.

    `policies` are the proposals of risk policies that wait for this officer.
    """

    lists: Mapping[Whose, int]
    pressing: int
    policies: int


def default_list(viewer: User) -> Whose:
    """Whoever works on cases sees their own first."""
    return Whose.MINE if viewer.holds(*WORKING) else Whose.ALL


def desk(session: Session, viewer: User, wanted: Wanted) -> list[Part]:
    """The groups that hold something, in order."""
    rows = session.execute(_numbered(seat_of(viewer), wanted)).all()
    totals = {Group(one.part): one.total for one in rows}
    return [
        Part(group, [_entry(one) for one in rows if one.part == group.value], totals[group]) for group in Group if group in totals
    ]


def counts(session: Session, viewer: User) -> Counts:
    mine, unassigned, everything, pressing, policies = session.execute(_counted(seat_of(viewer))).one()
    lists = {Whose.MINE: mine, Whose.UNASSIGNED: unassigned, Whose.ALL: everything}
    return Counts({whose: int(number or 0) for whose, number in lists.items()}, pressing, policies)


@lru_cache(maxsize=64)
def _counted(seat: Seat) -> Select[Any]:
    found = union_all(*(source.counted() for source in sources(seat))).subquery().c
    columns: list[Any] = [func.sum(found.mine), func.sum(found.unassigned), func.sum(found.all), _pressing(seat), _policies(seat)]
    return select(*columns)


def _pressing(seat: Seat) -> Any:
    found = union_all(*(source.rows(Whose.UNASSIGNED) for source in sources(seat))).subquery()
    is_due = _group(found, seat).in_([Group.OVERDUE.value, Group.TODAY.value])
    return select(func.count()).select_from(found).where(is_due).scalar_subquery()


def _policies(seat: Seat) -> Any:
    by_others = RiskPolicy.proposed_by_id.is_distinct_from(seat.id)
    waiting = select(func.count()).where(RiskPolicy.state == State.PROPOSED, by_others, literal(seat.holds(*DECIDING)))
    return waiting.scalar_subquery()


@lru_cache(maxsize=64)
def _numbered(seat: Seat, wanted: Wanted) -> Select[Any]:
    """The rows wanted, each with its group, its place in the group and the size of it."""
    found = union_all(*(source.rows(wanted.whose) for source in sources(seat) if wanted.kind in (None, source.kind))).subquery()
    who = [found.c.who == wanted.who.value] if wanted.who else []
    grouped = select(found, _group(found, seat).label("part")).where(*who).subquery()
    order = (grouped.c.due_on, nulls_last(grouped.c.legal_on), grouped.c.id)
    place = func.row_number().over(partition_by=grouped.c.part, order_by=order)
    total = func.count().over(partition_by=grouped.c.part)
    numbered = select(grouped, place.label("place"), total.label("total")).subquery()
    columns: list[Any] = [numbered, Operator.name, Operator.tin]
    named = select(*columns).join(Operator, Operator.id == numbered.c.operator_id)
    return named.where(*_page(numbered, wanted)).order_by(numbered.c.part, numbered.c.place)


def _page(numbered: Subquery, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The first of every group, or one page of one of them."""
    if wanted.group is None:
        return [numbered.c.place <= A_GROUP]
    before = (wanted.page - 1) * A_LIST
    return [numbered.c.part == wanted.group.value, numbered.c.place > before, numbered.c.place <= before + A_LIST]


def _group(found: Subquery, seat: Seat) -> ColumnElement[str]:
    today = seat.day
    return case(
        (found.c.who == Holder.TRADER.value, Group.TRADER.value),
        (~_can_act(found, seat), Group.OTHERS.value),
        (found.c.legal_on < today, Group.OVERDUE.value),
        (found.c.due_on <= today, Group.TODAY.value),
        (found.c.due_on <= today + timedelta(days=7), Group.WEEK.value),
        else_=Group.LATER.value,
    )


def _can_act(found: Subquery, seat: Seat) -> ColumnElement[bool]:
    """Whether it is this officer's to do; whoever only reads sees it as if it were."""
    if not seat.holds(*WORKING):
        return literal(True)
    signs = literal(seat.holds(OfficerRole.DECISION_MAKER))
    decides = or_(found.c.never.is_(None), and_(found.c.never != seat.id, signs))
    return and_(or_(found.c.only.is_(None), found.c.only == seat.id), decides)


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        kind=Kind(row.kind),
        id=row.id,
        about=row.about,
        case_id=row.case_id,
        operator_id=row.operator_id,
        operator=row.name,
        tin=row.tin,
        due_on=row.due_on,
        legal_on=row.legal_on,
        who=Holder(row.who),
    )
