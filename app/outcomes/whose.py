"""Whose outcome it is: a number belonged to somebody on the day of the declaration."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.core import clock
from app.operators.models import Identifier, Operator
from app.operators.words import Scheme
from app.outcomes.filed import Trader
from app.outcomes.reported import Reported
from app.outcomes.words import Size


class Owned(NamedTuple):
    """A number, and the time in which it was an operator's."""

    operator_id: UUID
    people: int | None
    valid_from: date
    valid_to: date | None


class Traders:
    """Those that the numbers of one report may mean: two queries for all of them."""

    def __init__(self, session: Session, told: Iterable[Reported]) -> None:
        numbers = {one.operator for one in told}
        self.by_tin = by_tin(session, {one for one in numbers if ":" not in one})
        self.by_alias = by_alias(session, {one for one in numbers if ":" in one})

    def of(self, told: Reported) -> Trader:
        if ":" not in told.operator:
            operator_id, people = self.by_tin.get(told.operator, (None, None))
            return Trader(told.operator, operator_id, Size.of(people))
        day = clock.day_of(told.lodged_at)
        for one in self.by_alias.get(told.operator, ()):
            if one.valid_from <= day and (one.valid_to is None or day < one.valid_to):
                return Trader(told.operator, one.operator_id, Size.of(one.people))
        return Trader(told.operator, None, told.size)


def by_tin(session: Session, tins: Collection[str]) -> dict[str, tuple[UUID, int | None]]:
    if not tins:
        return {}
    held = select(Operator.tin, Operator.id, Operator.people).where(Operator.tin.in_(tins), Operator.released_at.is_(None))
    return {tin: (operator_id, people) for tin, operator_id, people in session.execute(held)}


def by_alias(session: Session, numbers: Collection[str]) -> dict[str, list[Owned]]:
    found: dict[str, list[Owned]] = {}
    if not numbers:
        return found
    pairs = [(Scheme(scheme), value) for scheme, _, value in (one.partition(":") for one in numbers)]
    columns = (Identifier.scheme, Identifier.value, Operator.id, Operator.people, Identifier.valid_from, Identifier.valid_to)
    held = select(*columns).join(Identifier.operator).where(tuple_(Identifier.scheme, Identifier.value).in_(pairs))
    for row in session.execute(held.where(Operator.released_at.is_(None)).order_by(Identifier.valid_from)):
        found.setdefault(f"{row.scheme}:{row.value}", []).append(Owned(row.id, row.people, row.valid_from, row.valid_to))
    return found
