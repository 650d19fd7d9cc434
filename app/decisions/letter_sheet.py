"""The letter that brings a decision, from plain values: what, why, from when, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core import pdf
from app.core.stationery import Letter
from app.decisions.states import Ground, Measure
from app.programme.words import AuthorisationType

TEMPLATE = "pdf/decision.html"


@dataclass(frozen=True, kw_only=True)
class DecisionLetter(Letter):
    """One decision about one authorisation. `reasons` and `reply` are as people wrote them, parted by empty lines.

    `part`: which roles and sites it is about, where it is not about the whole.
    """

    kind: Measure
    type: AuthorisationType
    application: str | None = None
    authorisation: str | None = None
    part: str = ""
    served_at_latest: date
    officer: str
    effective_from: date | None = None
    ends_on: date | None = None
    ground: Ground
    reasons: str
    law: str
    reply: str | None = None
    appeal_until: date | None = None

    @property
    def matter(self) -> str:
        """The authorisation in a sentence: security and safety (AEOS); where it is about a part, with that."""
        whole = f"{self.type.label.lower()} ({self.type.code})"
        return f"{whole}, {self.part}," if self.part else whole


def render(letter: DecisionLetter) -> bytes:
    """The letter as PDF."""
    return pdf.render(TEMPLATE, {"letter": letter})
