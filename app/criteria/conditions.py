"""When a criterion applies and when a question is shown: conditions, and the circumstances they are held against."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

LOOK_BACK_YEARS = 3  # in a condition this number stands for the look-back of the programme, whatever that is

Codes = frozenset[str]


class Fixed(BaseModel):
    """A part of an edition: typed, unchangeable, and without a word that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a condition is held against: the whole business, a class of sites, or one site."""

    scopes: Codes
    roles: Codes
    modes: Codes
    facts: Codes
    registered_years: float | None = None
    look_back_years: int = LOOK_BACK_YEARS

    def younger_than(self, years: int) -> bool:
        """Whether the business is younger; an unknown age counts as no."""
        limit = self.look_back_years if years == LOOK_BACK_YEARS else years
        return self.registered_years is not None and self.registered_years < limit


class AnswerIs(Fixed):
    """An earlier question of the same criterion, and the answers that open a follow-up."""

    question: str
    any_of: Codes


class Condition(Fixed):
    """All keys given must hold; inside a list one hit is enough (`all_activities`: all)."""

    any_role: Codes | None = None
    any_mode: Codes | None = None
    any_scope: Codes | None = None
    any_activity: Codes | None = None
    all_activities: Codes | None = None
    no_activity: Codes | None = None
    registered_less_than_years: int | None = None
    answer: AnswerIs | None = None

    def holds(self, at: Circumstances) -> bool:
        """Whether the circumstances fit; `answer` is for whoever knows the answers."""
        return (
            (self.any_scope is None or not self.any_scope.isdisjoint(at.scopes))
            and (self.any_role is None or not self.any_role.isdisjoint(at.roles))
            and (self.any_mode is None or not self.any_mode.isdisjoint(at.modes))
            and (self.any_activity is None or not self.any_activity.isdisjoint(at.facts))
            and (self.all_activities is None or self.all_activities <= at.facts)
            and (self.no_activity is None or self.no_activity.isdisjoint(at.facts))
            and (self.registered_less_than_years is None or at.younger_than(self.registered_less_than_years))
        )

    @property
    def activities(self) -> Codes:
        """Every activity fact this condition looks at."""
        return (self.any_activity or frozenset()) | (self.all_activities or frozenset()) | (self.no_activity or frozenset())


ALWAYS = Condition()
