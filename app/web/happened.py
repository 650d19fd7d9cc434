"""An event in words: its label, and those of its facts that say something to whoever reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from textwrap import shorten
from typing import Any

from app.accounts.words import MembershipRole
from app.alerts.kinds import Kind as Letter
from app.core.words import Word
from app.decisions.states import Kind as Decided
from app.findings.states import Grade
from app.history.kinds import Kind
from app.history.models import Event
from app.monitoring.states import Counting, What
from app.operators.words import ContactPurpose
from app.programme.words import Type
from app.web.formats import day

LONGEST = 160


def of(*words: type[Word]) -> Callable[[Any], str]:
    """The label of whichever of these words it is."""
    labels = {word.value: word.label for family in words for word in family}
    return lambda value: labels.get(str(value), str(value))


def on(words: str) -> Callable[[Any], str]:
    return lambda value: f"{words} {day(date.fromisoformat(str(value)[:10]))}"


def types(value: Any) -> str:
    return " and ".join(Type(one).label for one in value)


def said(value: Any) -> str:
    return f"“{shorten(str(value), LONGEST, placeholder=' …')}”"


SHOWN: Mapping[str, Callable[[Any], str]] = {
    "reference": str,
    "number": lambda value: f"request {value}" if isinstance(value, int) else str(value),
    "numbers": ", ".join,
    "visit": str,
    "kind": of(Decided),
    "type": of(Type),
    "types": types,
    "grade": of(Grade),
    "criterion": lambda value: f"criterion {value}",
    "counting": of(Counting),
    "what": of(What),
    "letter": of(Letter),
    "name": str,
    "officer": str,
    "purpose": of(ContactPurpose),
    "role": of(MembershipRole),
    "before": lambda value: f"was {of(MembershipRole)(value).lower()}",
    "after": lambda value: f"is now {of(MembershipRole)(value).lower()}",
    "public": lambda value: "shown" if value else "not shown",
    "starts_on": on("from"),
    "ends_on": on("to"),
    "accepted_on": on("the clock runs from"),
    "decide_by": on("to be decided by"),
    "due_on": on("due"),
    "effective_from": on("from"),
    "until": on("until"),
    "missing": said,
    "reason": said,
}

NOT_SHOWN: Mapping[Kind, frozenset[str]] = {
    Kind.CASE_TAKEN: frozenset({"before"}),  # the id of a colleague
    Kind.HEARING_OPENED: frozenset({"kind", "due_on"}),  # stands in the letter, and counts from its opening
    Kind.DOCUMENT_RECEIVED: frozenset({"name"}),  # may be as personal as the answer it supports
}


def facts(event: Event) -> str:
    """What there is to say beside the label; nothing that is not known to be meant for reading."""
    hidden = NOT_SHOWN.get(event.kind, frozenset())
    told = {name: event.facts.get(name) for name in SHOWN if name not in hidden}
    if told["starts_on"] == told["ends_on"]:
        told["ends_on"] = None
    return ", ".join(SHOWN[name](value) for name, value in told.items() if value not in (None, "", []))


def sentence(event: Event) -> str:
    """Application sent to customs: Security and safety"""
    known = facts(event)
    return f"{event.kind.label}: {known}" if known else event.kind.label
