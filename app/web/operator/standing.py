"""What a business holds, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.authorisations.models import Authorisation, SuspendedPart
from app.authorisations.states import Status, lasts_on, status_on
from app.programme.rules import rules
from app.programme.words import AuthorisationType
from app.web.formats import day, month

SHORT = {AuthorisationType.AEOC: "customs", AuthorisationType.AEOS: "security"}


@dataclass(frozen=True)
class Standing:
    """The newest authorisation of each type, as it stands on a day. `authorisations` come newest first of each type."""

    authorisations: Sequence[Authorisation]
    day: date

    @cached_property
    def newest(self) -> list[Authorisation]:
        first: dict[AuthorisationType, Authorisation] = {}
        for one in self.authorisations:
            first.setdefault(one.type, one)
        return [first[kind] for kind in AuthorisationType if kind in first]

    @property
    def valid(self) -> list[Authorisation]:
        return [one for one in self.newest if self.status(one) is Status.VALID]

    @property
    def suspended_parts(self) -> list[SuspendedPart]:
        """Of all that is held."""
        return [part for one in self.newest for part in self.parts(one)]

    def parts(self, one: Authorisation) -> list[SuspendedPart]:
        """What of it is suspended by itself on this day."""
        return [part for part in one.suspended_parts if lasts_on(part, self.day)]

    def suspended_under(self, code: str | None) -> str:
        """By which authorisation a role or a site is suspended by itself: AEOS; nothing where it is not."""
        kinds = (one.type for one in self.newest if any(code in (*part.roles, *part.sites) for part in self.parts(one)))
        return " and ".join(kind.code for kind in kinds)

    @property
    def is_in_force(self) -> bool:
        """Whether there is anything to lose or to get back."""
        return any(self.status(one) in {Status.VALID, Status.NOT_YET_VALID, Status.SUSPENDED} for one in self.newest)

    def status(self, one: Authorisation) -> Status:
        return status_on(one, self.day)

    @property
    def headline(self) -> str:
        """The answer first: is it valid today?"""
        but = ", but not all of what they cover" if self.suspended_parts else ""
        if len(self.valid) == len(AuthorisationType):
            return f"Both authorisations are valid today{but}"
        said = [f"{SHORT[one.type]} {self.verb(one)}" for one in self.newest]
        return f"Your authorisation for {' and that for '.join(said)}"

    def verb(self, one: Authorisation) -> str:
        match self.status(one):
            case Status.VALID:
                return "is valid today, but not all of what it covers" if self.parts(one) else "is valid today"
            case Status.NOT_YET_VALID:
                return f"is valid from {day(one.effective_from)}"
            case Status.SUSPENDED:
                return "is suspended"
            case Status.REVOKED:
                return "is revoked"
            case _:
                return "has run out"

    def since(self, one: Authorisation) -> str:
        """The dates behind the word, and what comes next."""
        match self.status(one):
            case Status.VALID:
                until = f", until {day(one.effective_to)}" if one.effective_to else ""
                return f"since {day(one.effective_from)}{until}{self.next_check(one)}"
            case Status.NOT_YET_VALID:
                return f"granted on {day(one.granted_on)}, takes effect on {day(one.effective_from)}"
            case Status.SUSPENDED:
                return f"since {day(one.suspended_on)}, {self.ends(one)}"
            case Status.REVOKED:
                return f"on {day(one.ended_on)}. You may apply again, unless the decision sets a waiting time"
            case _:
                return f"on {day(one.effective_to)}"

    def next_check(self, one: Authorisation) -> str:
        validated = one.validated_on or one.granted_on
        months = validated.year * 12 + validated.month - 1 + rules().cycle.validation_months
        due = date(months // 12, months % 12 + 1, 1)
        return f", next full check by {month(due)}" if due >= self.day.replace(day=1) else f", full check was due in {month(due)}"

    def ends(self, one: Authorisation | SuspendedPart) -> str:
        if one.suspended_until:
            return f"becomes valid again on {day(one.suspended_until)} unless customs decides otherwise"
        return "until customs makes it valid again"
