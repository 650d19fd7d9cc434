"""What every letter on paper has: a head, somebody it goes to, a hand that signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Letterhead:
    """Who writes. `arms` is a drawing among the PDF templates."""

    authority: str
    office: str
    contact: tuple[str, ...] = ()
    arms: str = "arms.svg"
    language: str = "en"


@dataclass(frozen=True)
class Addressee:
    """Who is written to, and the lines of the address under the name."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signatory:
    """Who answers for the letter, and as what."""

    name: str
    post: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter before anything is said in it."""

    letterhead: Letterhead
    addressee: Addressee
    signatory: Signatory
    reference: str
    on: date
