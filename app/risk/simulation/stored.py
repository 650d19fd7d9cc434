"""The facts of every operator as they were last computed, and what controls found: read one by one, never all at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, func, select, true
from sqlalchemy.orm import Session

from app.core import clock
from app.outcomes.sums import operator_day, operator_sum
from app.register.models import Entry
from app.risk.ageing import add_months
from app.risk.models import Computation
from app.risk.simulation.tally import Known

LOOKED_BACK = 12  # months of outcomes
AT_ONCE = 2_000


def number_of(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Entry)) or 0


def operators(session: Session) -> Iterator[Known]:
    """Every operator of the register, in the order of their ids, read through a cursor of the database."""
    last = select(cast(Computation.facts, Text).label("facts")).where(Computation.operator_id == Entry.operator_id)
    newest = last.order_by(Computation.computed_at.desc(), Computation.id).limit(1).lateral()
    rows = select(Entry.operator_id, newest.c.facts).join(newest, true()).order_by(Entry.operator_id)
    found = outcomes(session, add_months(clock.today(), -LOOKED_BACK))
    for operator_id, facts in session.execute(rows.execution_options(yield_per=AT_ONCE)):
        yield Known(str(operator_id), facts, *found.get(operator_id, ()))


def outcomes(session: Session, since: date) -> dict[UUID, tuple[int, int, int]]:
    """Of each operator checks and errors of the sample, and every offence however it was found."""
    found: dict[UUID, tuple[int, int, int]] = {}
    for operator_id, checks, errors in session.execute(_sums(operator_day, "on", since, "checks", "errors")):
        found[operator_id] = (checks, errors, 0)
    for operator_id, offences in session.execute(_sums(operator_sum, "month", since.replace(day=1), "offences")):
        checks, errors, _ = found.get(operator_id, (0, 0, 0))
        found[operator_id] = (checks, errors, offences)
    return found


def _sums(table: Any, day: str, since: date, *columns: str) -> Any:
    totals = [func.sum(table.c[name]) for name in columns]
    return select(table.c.operator_id, *totals).where(table.c[day] >= since).group_by(table.c.operator_id)
