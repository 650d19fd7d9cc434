"""One outcome as it is kept, and what it adds to the sums. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from app.core import clock
from app.outcomes.reported import Reported
from app.outcomes.words import ERRORS, SAMPLES, Examination, Found, Selection, Size
from app.programme.words import Domain, Mode, Role

HOURS = (1, 2, 4, 8, 16, 24, 48, 96, 168)
WITHIN = (*(f"within_{hours}" for hours in HOURS), "later")  # hours to release: each declaration stands in one of them
COUNTS = ("declarations", "documents", "scans", "goods", "minor", "errors", "offences", "noticed", *WITHIN)

Counts = dict[str, int]


class Trader(NamedTuple):
    """Whose outcome it is: an operator, or the number of somebody who has never been here."""

    number: str
    operator_id: UUID | None
    size: Size


class Filed(NamedTuple):
    """The columns of an outcome, in the order in which it is stored."""

    reference: str
    role: Role
    version: int
    operator_id: UUID | None
    trader: str
    size: Size
    mode: Mode | None
    site: str | None
    lodged_at: datetime
    selected_at: datetime | None
    released_at: datetime | None
    selection: Selection
    examined: Examination
    notice: bool
    result: Found | None
    domain: Domain | None
    attributed: bool
    disclosed: bool
    withdrawn: bool

    @property
    def key(self) -> tuple[str, Role]:
        return self.reference, self.role

    @property
    def on(self) -> date:
        """The day of the control, else that of the declaration."""
        return clock.day_of(self.selected_at or self.lodged_at)

    @property
    def month(self) -> date:
        return clock.day_of(self.lodged_at).replace(day=1)

    @property
    def is_check(self) -> bool:
        """Whether it belongs to the sample: drawn without looking at the trader, and looked at."""
        return not self.withdrawn and self.selection in SAMPLES and self.examined is not Examination.NONE

    @property
    def is_error(self) -> bool:
        """One that its trader caused and did not disclose; an offence is at least that much."""
        return not self.withdrawn and self.result in ERRORS and self.attributed and not self.disclosed

    @property
    def counts_against(self) -> bool:
        """Whether it costs credit: an error of money, found in a check."""
        return self.is_check and self.is_error and self.domain is Domain.FISCAL

    def says_the_same(self, other: Filed) -> bool:
        """Whose number it is may have become known since."""
        return self._replace(operator_id=other.operator_id, size=other.size) == other


def filed(told: Reported, trader: Trader) -> Filed:
    said = {name: getattr(told, name) for name in Filed._fields if name in Reported.model_fields}
    size = trader.size if trader.operator_id else told.size
    return Filed(**said | {"operator_id": trader.operator_id, "trader": trader.number, "size": size})


def counts(one: Filed) -> Counts:
    """What it adds to the sums of its month; nothing once it is withdrawn."""
    if one.withdrawn:
        return {}
    told = {
        "declarations": 1,
        "documents": one.examined is Examination.DOCUMENTS,
        "scans": one.examined is Examination.SCAN,
        "goods": one.examined is Examination.PHYSICAL,
        "minor": one.result is Found.MINOR,
        "errors": one.is_error,
        "offences": one.is_error and one.result is Found.OFFENCE,
        "noticed": one.notice,
    }
    if one.released_at:
        told[bucket(one.released_at, one.lodged_at)] = True
    return {name: int(number) for name, number in told.items() if number}


def bucket(released_at: datetime, lodged_at: datetime) -> str:
    hours = (released_at - lodged_at).total_seconds() / 3600
    return next((name for name, limit in zip(WITHIN, HOURS, strict=False) if hours <= limit), WITHIN[-1])
