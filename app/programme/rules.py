"""The rules a country sets: read once from a preset."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from app.config import SettingError, preset, settings


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
    settle_dispute: int
    read_review: int


class Cycle(Frozen):
    validation_months: int
    look_back_years: int


class Review(Frozen):
    """The yearly self-review of a holder, in days: before its day, after the first reminder, the second, and a question."""

    opens_before: int
    second_reminder: int
    last_call: int
    answer: int


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
    partial_suspension: bool  # by role or site; by authorisation always
    days: Days
    pace: Pace
    cycle: Cycle
    review: Review
    partners: dict[str, str]  # administrations with which the status can be shared: code -> name

    @field_validator("time_zone")
    @classmethod
    def one_of_the_world(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("no zone of the IANA database, like Europe/Paris")
        return value


@cache
def of_country(code: str) -> Rules:
    """The rules of one preset; without a sound one the portal does not start."""
    try:
        return Rules.model_validate(preset(code))
    except ValidationError as error:
        places = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].lower()}" for fault in error.errors())
        raise SettingError(f"PROGRAMME is {code!r}. Its preset is not sound: {places}.") from None


def rules() -> Rules:
    """The rules in force on this portal."""
    return of_country(settings().programme)
