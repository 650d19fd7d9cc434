"""The sample that says how a trader works, and how many declarations it lodges."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.compliance.doubt import UNDISPUTED, Doubts
from app.compliance.words import Disputable
from app.outcomes import queries
from app.outcomes.filed import Filed
from app.programme.words import Role
from app.risk import facts
from app.risk.ageing import add_months
from app.risk.gather.stated import DISPUTE, INFRINGEMENT, Said, Stated

DECLARATIONS_MONTHS, CHECKS_MONTHS = 36, 60  # the second is longer than any policy looks back

Errors = Mapping[UUID, Filed]


def named_errors(session: Session, said: Stated) -> Mapping[UUID, Errors]:
    """By operator, the errors that are disputed or that an infringement comes from. No query where there is none."""
    named = {operator: set(names(told)) for operator, told in said.items()}
    wanted = set[UUID]().union(*named.values())
    if not wanted:
        return {}
    found = queries.newest(session, wanted)
    return {operator: theirs(operator, ids, found) for operator, ids in named.items()}


def names(told: Mapping[str, Sequence[Said]]) -> Iterator[UUID]:
    yield from (one.about_id for one in told.get(DISPUTE, ()) if one.told["fact"] == Disputable.CHECK)
    yield from (UUID(one.told["check"]) for one in told.get(INFRINGEMENT, ()) if one.told["check"])


def theirs(operator: UUID, ids: Collection[UUID], found: Errors) -> Errors:
    """Those that still count, each once: a correction may have taken one back, found it again, or found whose it was."""
    numbers = {found[number]: number for number in sorted(ids) if number in found}
    return {number: one for one, number in numbers.items() if one.counts_against and one.operator_id == operator}


def checks(said: Sequence[Said], errors: Errors, known: Doubts) -> tuple[facts.Checks, ...]:
    """Those drawn without looking at the trader: what was chosen for its risk says nothing of how the trader works.

    An error of these stands alone; where a dispute was upheld its check was one without an error.
    """
    doubt_of = {number: known.get(number, UNDISPUTED) for number in errors}
    alone = [single(one, number, doubt_of[number].since) for number, one in errors.items() if doubt_of[number].counts]
    days = {(day.on, day.role): day for day in map(of_day, said)}
    for number, one in errors.items():
        if day := days.get((one.on, one.role.api)):
            days[day.on, day.role] = replace(day, checks=day.checks - doubt_of[number].counts, errors=day.errors - 1)
    left = [day for day in days.values() if day.checks]
    return tuple(sorted([*left, *alone], key=lambda one: (one.on, one.role, one.cause or "")))


def of_day(said: Said) -> facts.Checks:
    one = said.told
    return facts.Checks(date.fromisoformat(one["on"]), Role(one["role"]).api, one["checks"], one["errors"])


def single(one: Filed, number: UUID, disputed_on: date | None) -> facts.Checks:
    return facts.Checks(one.on, one.role.api, 1, 1, disputed_on, str(number))


def declarations(said: Sequence[Said]) -> int:
    return sum(one.told["declarations"] for one in said)


def months_ago(today: date, months: int) -> date:
    return add_months(today, -months).replace(day=1)
