"""What anybody may read of an operator: the answer first, then each authorisation. Why one is not valid is never told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.authorisations.states import Status
from app.programme import countries
from app.programme.rules import rules
from app.programme.words import Role
from app.register.bodies import PublicStatus
from app.register.particulars import Held, Particulars
from app.web.formats import day as day_in_words
from app.web.meanings import GOOD, STOP, TRADER


@dataclass(frozen=True)
class Line:
    """One authorisation, in the words of the public."""

    name: str
    text: str
    number: str


@dataclass(frozen=True)
class Verdict:
    """An operator, or one certificate of it, on a day."""

    known: Particulars
    day: date

    @property
    def valid(self) -> list[Held]:
        return [one for one in self.known.held if one.status_on(self.day) is Status.VALID]

    @property
    def is_valid(self) -> bool:
        return bool(self.valid)

    @property
    def is_whole(self) -> bool:
        return len(self.valid) == len(self.known.held)

    @property
    def knows_parts(self) -> bool:
        """Said of everybody or of nobody: which part of whom is suspended, the public does not learn."""
        return rules().partial_suspension

    @property
    def text(self) -> str:
        if self.is_valid and not self.is_whole:
            return "Valid today in part"
        return PublicStatus.VALID.label if self.is_valid else PublicStatus.NOT_VALID_TODAY.label

    @property
    def meaning(self) -> str:
        if self.is_valid:
            return GOOD if self.is_whole else TRADER
        return STOP

    @property
    def types(self) -> str:
        """Those that are valid; where none is, those it had."""
        return ", ".join(one.type.code for one in self.valid or self.known.held)

    @property
    def country(self) -> str:
        return countries.name(self.known.country)

    @property
    def roles(self) -> str:
        return ", ".join(role.label for role in Role if role.api in self.known.roles)

    @property
    def lines(self) -> Iterator[Line]:
        for one in self.known.held:
            yield Line(f"{one.type.label} ({one.type.code})", worth(one, self.day), one.number)


def worth(held: Held, day: date) -> str:
    match held.status_on(day):
        case Status.VALID:
            until = f", until {day_in_words(held.effective_to)}" if held.effective_to else ""
            return f"Valid, in force since {day_in_words(held.effective_from)}{until}"
        case Status.NOT_YET_VALID:
            return f"Not valid today, valid from {day_in_words(held.effective_from)}"
        case _:
            return PublicStatus.NOT_VALID_TODAY.label
