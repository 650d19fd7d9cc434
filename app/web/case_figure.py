"""The case clock of a case as its picture, and the sum that makes its legal date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from app.assessment.clock import CaseClock, Holder
from app.core import clock
from app.web import formats
from app.web.case_clock import WIDE, ClockPicture, Span, case_clock

NAMES = {holder: holder.label for holder in Holder}


def picture_of(case: CaseClock, names: Mapping[Holder, str] = NAMES, width: int = WIDE) -> ClockPicture:
    """As it stands today, or as it stood on the day it was closed."""
    day = shown_on(case)
    spans = [Span(turn.holder.value, names[turn.holder], turn.days(day)) for turn in case.turns]  # type: ignore[arg-type]
    return case_clock(case.starts_on, spans, legal=case.legal_date, today=day, planned=case.first_legal_date, width=width)


def shown_on(case: CaseClock) -> date:
    return (case.turns[-1].until if case.turns else None) or clock.today()


def sum_of(case: CaseClock) -> Iterator[tuple[str, str, date]]:
    """Line by line: what, how many days, and the date it gives."""
    legal = case.first_legal_date
    yield f"Accepted on {formats.day(case.starts_on)}, rule: {case.limit} days", str(case.limit), legal
    for extension in case.extensions:
        legal += timedelta(days=extension.days)
        yield extension.why, f"+{extension.days}", legal
