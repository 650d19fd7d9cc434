"""Reading the statistics as they were last worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.outcomes.sums import source
from app.outcomes.words import SAMPLES, Selection
from app.programme.words import Role
from app.statistics.intervals import Estimate, wilson
from app.statistics.ledger import Ledger
from app.statistics.measures import FEWEST
from app.statistics.models import benefit_ledger, rate_group
from app.statistics.period import Period
from app.statistics.words import Standing

LOOKED_AT = ("documents", "scans", "goods")


class Rates(NamedTuple):
    """What happened to the declarations of a band. Errors are those of the sample, hits those of what was chosen for its risk."""

    band: str
    declarations: int
    examined: Estimate | None
    errors: Estimate | None
    hits: Estimate | None


class Source(NamedTuple):
    """What a system told in the period, and whether there was a random sample in it."""

    system: str
    declarations: int
    controls: int
    sampled: int

    @property
    def is_blind(self) -> bool:
        """Where nothing is drawn by chance, errors are found only where they were looked for."""
        return self.sampled == 0


def ledger_of(session: Session, operator_id: UUID) -> Ledger | None:
    told = session.scalar(select(benefit_ledger.c.told).where(benefit_ledger.c.operator_id == operator_id))
    return Ledger.model_validate(told) if told else None


def worst_first() -> Select[tuple[UUID, int, int, Any]]:
    """The ledgers, first where most was promised and not delivered. Without a join their index orders them."""
    its = benefit_ledger.c
    listed = select(its.operator_id, its.broken, its.kept, its.told)
    return listed.order_by(its.broken.desc(), its.gap.desc(), its.operator_id.desc())


def ledgers(session: Session) -> int:
    """How many operators have one."""
    return session.scalar(select(func.count()).select_from(benefit_ledger)) or 0


def bands(session: Session, role: Role | None = None) -> Sequence[Any]:
    """The sums of each band by why it was controlled."""
    looked_at = [func.sum(rate_group.c[name]) for name in LOOKED_AT]
    columns = [func.sum(rate_group.c.declarations).label("declarations"), sum(looked_at[1:], looked_at[0]).label("examined")]
    told = select(rate_group.c.band, rate_group.c.selection, *columns, func.sum(rate_group.c.errors).label("errors"))
    told = told.where(rate_group.c.role == role) if role else told
    return session.execute(told.group_by(rate_group.c.band, rate_group.c.selection)).all()


def rates(rows: Iterable[Any]) -> list[Rates]:
    """The bands from the best to the worst, then those without one."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.band, []).append(row)
    return [rate(band, found[band]) for band in sorted(found, key=place)]


def place(band: str) -> tuple[int, str]:
    last = [one.value for one in Standing]
    return (1 + last.index(band), "") if band in last else (0, band)


def rate(band: str, rows: Sequence[Any]) -> Rates:
    declarations, examined = sum(row.declarations for row in rows), sum(row.examined for row in rows)
    drawn = [row for row in rows if row.selection in SAMPLES]
    chosen = [row for row in rows if row.selection is Selection.TARGETED]
    return Rates(band, declarations, of(examined, declarations), found_in(drawn), found_in(chosen))


def found_in(rows: Sequence[Any]) -> Estimate | None:
    return of(sum(row.errors for row in rows), sum(row.examined for row in rows))


def of(found: int, number: int) -> Estimate | None:
    return wilson(found, number) if number >= FEWEST else None


def sources(session: Session, months: Period) -> list[Source]:
    """Each system that told of controls, by name."""
    numbers = [func.sum(source.c[name]) for name in Source._fields[1:]]
    told = select(source.c.system, *numbers).where(source.c.month >= months.first).group_by(source.c.system)
    return [Source(*row) for row in session.execute(told.order_by(source.c.system))]
