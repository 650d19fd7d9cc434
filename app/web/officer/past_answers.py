"""An answer about another moment, as an officer reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson

from app.authorisations.states import Status
from app.core.refusals import Refusal
from app.extensions import db
from app.operators.models import Operator
from app.register.past import receipts
from app.register.past.moments import Moments, NothingThen, NotYetKnown
from app.register.past.receipts import Foreign
from app.risk import answers
from app.risk.codes import CODES
from app.web.formats import moment

MADE = {"receipt", "known_at", "computed_at", "valid_until", "next_change_at", "seq"}
Body = Mapping[str, Any]


class Held(NamedTuple):
    """One authorisation in an answer."""

    number: str
    status: Status
    since: date
    until: date | None
    parts: str


@dataclass(frozen=True)
class Answer:
    """What is told of a moment; `why_none` where nothing is."""

    name: str
    status: Body | None = None
    risk: Body | None = None
    why_none: str = ""

    @property
    def bodies(self) -> dict[str, Body]:
        both = {"Status": self.status, "Credit": self.risk}
        return {name: body for name, body in both.items() if body}

    @property
    def word(self) -> Status | None:
        return Status(self.status["status"]) if self.status else None

    @property
    def held(self) -> list[Held]:
        return [held_of(one) for one in self.status["authorisations"]] if self.status else []

    @property
    def reasons(self) -> list[str]:
        """The codes with what they say."""
        return [f"{code} {CODES.get(code, '')}".strip() for code in self.risk["reasons"]] if self.risk else []

    def says_the_same_as(self, other: Answer) -> bool:
        """Apart from the receipts, and the moments at which it was made."""
        return [without(body) for body in self.bodies.values()] == [without(body) for body in other.bodies.values()]


def without(body: Body) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in MADE}


def held_of(told: Body) -> Held:
    until = told["suspended_until"]
    return Held(
        number=told["number"],
        status=Status(told["status"]),
        since=date.fromisoformat(told["since"]),
        until=date.fromisoformat(until) if until else None,
        parts="; ".join(", ".join([*one["roles"], *one["sites"]]) for one in told.get("suspended_parts", ())),
    )


def both(operator: Operator, at: datetime, now: datetime) -> list[Answer]:
    """As known at that moment, if it has come, and as known now."""
    then = [answer("As known then", operator, Moments(at, at, at))] if at <= now else []
    return [*then, answer("As known now", operator, Moments(at, now, None))]


def answer(name: str, operator: Operator, when: Moments) -> Answer:
    try:
        status, risk = map(orjson.loads, answers.both(db.session, operator.tin, when))
    except Refusal as refusal:
        return Answer(name, why_none=said(refusal))
    return Answer(name, status, risk)


def said(refusal: Refusal) -> str:
    """As an officer reads it: with moments by the clocks here."""
    if isinstance(refusal, NothingThen):
        return "Nothing was held at that moment."
    if isinstance(refusal, NotYetKnown) and refusal.until:
        return f"What is known holds until {moment(refusal.until)}. Beyond that an answer would be a guess."
    return refusal.detail


def by_receipt(operator: Operator, text: str) -> Answer:
    """The one that was given: a status or a modifier, of this operator alone."""
    name = "By the receipt"
    try:
        known = receipts.read("".join(text.split()))
        told = orjson.loads(answers.again(db.session, known))
    except Foreign:
        return Answer(name, why_none="This is no receipt of this portal, or it was changed.")
    except Refusal as refusal:
        return Answer(name, why_none=refusal.problem.meaning)
    if told["tin"] != operator.tin:
        return Answer(name, why_none=f"This is a receipt about {told['tin']}.")
    return Answer(name, **{"status" if known.what == answers.STATUS else "risk": told})
