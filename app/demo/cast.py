"""Who plays: the businesses of the demonstration, and the people who speak for them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.programme.words import AuthorisationType

CAST = Path(__file__).parent / "cast.toml"
FIRST = ("Marta", "Jonas", "Aino", "Ines", "Pavel", "Lucia", "Tomas", "Nora", "Emil", "Vera", "Anton", "Clara")
LAST = ("Lindqvist", "Weller", "Brandt", "Calder", "Moravec", "Ferrand", "Aldous", "Kivela", "Strand", "Novik", "Harrow")


@dataclass(frozen=True)
class Firm:
    """One business, the story it is told, and how many days before the day of seeding that began."""

    tin: str
    name: str
    legal_form: str
    city: str
    roles: tuple[str, ...]
    modes: tuple[str, ...]
    people: int
    types: str
    public: bool
    story: str
    ago: int
    then: tuple[str, ...]

    @property
    def number(self) -> int:
        return int(self.tin[-3:])

    @property
    def asked(self) -> list[AuthorisationType]:
        return [AuthorisationType.of_scope(scope) for scope in self.types]

    @property
    def signatory(self) -> str:
        return self.names[0]

    @property
    def names(self) -> tuple[str, str, str]:
        """The signatory and two colleagues: always the same for the same business."""
        first, second, third = ((self.number - 1 + step) for step in (0, 2, 5))
        return person(first), person(second), person(third)

    @property
    def domain(self) -> str:
        return f"{self.name.split()[0].lower()}.example"

    @property
    def street(self) -> str:
        return f"{1 + self.number * 7 % 90} Quay Road"

    @property
    def sites(self) -> int:
        return 2 if self.people > 60 else 1

    @property
    def second_city(self) -> str:
        """Where its other site is, so that a system can ask for either."""
        return "Port Marrow" if self.city == "Exampleton" else "Exampleton"


def person(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"


@cache
def firms() -> tuple[Firm, ...]:
    entries: list[dict[str, Any]] = tomllib.loads(CAST.read_text("utf-8"))["firm"]
    return tuple(Firm(**entry | {name: tuple(entry[name]) for name in ("roles", "modes", "then")}) for entry in entries)
