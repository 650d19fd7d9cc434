"""What a policy says beside its rules: gates, range and floor, bands, how facts fade, and its own words."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.risk.facts import Status
from app.risk.language import Code, Count, Positive, Said, Whole


class Closed(Said):
    """What is answered, and nothing else computed."""

    code: Code
    points: Whole = 0
    hint: str


class Gate(Closed):
    """The answer where nothing is validly held. With `adds`, rules for who has no standing add to it; they never take away."""

    statuses: tuple[Status, ...]
    adds: bool = False


class Clamp(Said):
    """A sum above the range is published as its end, and asks for a re-assessment."""

    code: Code
    opens_reassessment: bool


class Floor(Said):
    """The most credit, as a part of the engine's selection threshold."""

    code: Code
    validated_percent: Count
    not_validated_percent: Count


class Band(Said):
    band: str
    at_most: Whole


class Selected(Said):
    """At so many points so much of the average is examined: measured, or what the programme reckons with."""

    points: Whole
    percent_of_average: Count


class Wording(Said):
    """What the codes and hints of this policy say, where they are not those the portal knows."""

    codes: dict[Code, str] = {}
    hints: dict[str, str] = {}


class Bracket(Said):
    """Up to and including so many whole months, a fact counts this much."""

    months: Count
    percent: Annotated[int, Field(strict=True, ge=0, le=100)]


class Validity(Said):
    days: Positive
    renew_days_before: Count
