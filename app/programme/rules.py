"""The rules a country sets: read once from a preset."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.config import SettingError, settings

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
    country_name: str
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
    """The rules in force on this portal; without sound ones it does not start."""
    code = settings().programme
    try:
        return preset(code)
    except FileNotFoundError:
        there = ", ".join(sorted(path.stem for path in PRESETS.glob("*.toml")))
        raise SettingError(f"PROGRAMME is {code!r}. There is no such preset; there are: {there}.") from None
    except ValidationError as error:
        places = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].lower()}" for fault in error.errors())
        raise SettingError(f"PROGRAMME is {code!r}. Its preset is not sound: {places}.") from None
