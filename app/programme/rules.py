"""The rules a country sets: read once from a preset."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from app.config import settings

PRESETS = Path(__file__).parent / "presets"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Days(Frozen):
    """Time limits in calendar days."""

    accept: int
    supply_missing: int
    decide: int
    request_at_most: int
    hearing: int
    served_at_latest: int
    grant_takes_effect: int
    suspension_at_most: int
    finding_overdue: int
    appeal: int


class Pace(Frozen):
    """Within how many days officers mean to act: it orders their desk, and no date that anybody else sees rests on it."""

    read_answer: int
    plan_visit: int
    write_report: int
    propose_before: int
    decide: int
    check_action: int
    assess_incident: int


class Cycle(Frozen):
    validation_months: int
    look_back_years: int


class Rules(Frozen):
    """One country's programme: its authority's name, its legal basis, its time limits."""

    country: str
    name: str
    authority: str
    authority_fr: str
    office: str
    office_fr: str
    place: str
    legal_basis: str
    legal_basis_fr: str
    time_zone: str
    currency: str
    night_telephone: str
    days: Days
    pace: Pace
    cycle: Cycle
    partners: dict[str, str]  # administrations with which the status can be shared: code -> name


@cache
def preset(code: str) -> Rules:
    """The rules of one preset; `FileNotFoundError` for an unknown code."""
    return Rules.model_validate(tomllib.loads((PRESETS / f"{code}.toml").read_text("utf-8")))


def rules() -> Rules:
    """The rules in force on this portal."""
    return preset(settings().programme)
