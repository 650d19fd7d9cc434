"""The list of all cases: those that fit, in an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, nulls_last, select

from app.accounts.models import User
from app.applications.models import Application
from app.applications.states import State
from app.assessment.queries import cases
from app.core.words import Word
from app.desk.search import fitting_case
from app.desk.seat import seat_of
from app.desk.sources import OPEN, cases_mine, tell_case
from app.desk.words import Whose
from app.operators.models import Operator


class Order(Word):
    """How the list is sorted."""

    OLDEST = "oldest", "Longest here first"
    NEWEST = "newest", "Newest first"
    LEGAL = "legal", "Legal date first"
    OPERATOR = "operator", "By operator"


@dataclass(frozen=True)
class Wanted:
    """Which cases; without a state those that are open."""

    whose: Whose = Whose.ALL
    state: State | None = None
    text: str = ""
    order: Order = Order.OLDEST
    closed: bool = False


def listed(viewer: User, wanted: Wanted) -> Select[Any]:
    """The ids of the cases that fit, in their order."""
    found = fitting(viewer, wanted)
    if wanted.order is Order.LEGAL:
        told = tell_case(found.order_by(None)).subquery()
        return select(told.c.id).order_by(nulls_last(told.c.legal_on), told.c.about)
    order: dict[Order, Any] = {
        Order.OLDEST: Application.submitted_at,
        Order.NEWEST: Application.submitted_at.desc(),
        Order.OPERATOR: Operator.name,
    }
    return found.order_by(order[wanted.order], Application.reference)


def fitting(viewer: User, wanted: Wanted) -> Select[Any]:
    only_ids: list[Any] = [Application.id]
    found = cases(viewer).join(Application.operator).with_only_columns(*only_ids)
    if wanted.state is not None:
        found = found.where(Application.state == wanted.state)
    elif not wanted.closed:
        found = found.where(Application.state.in_(OPEN))
    if wanted.whose is Whose.MINE:
        found = found.where(cases_mine(seat_of(viewer)))
    if wanted.whose is Whose.UNASSIGNED:
        found = found.where(Application.officer_id.is_(None))
    return found.where(fitting_case(wanted.text)) if wanted.text.strip() else found
