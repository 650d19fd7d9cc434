"""An event as a sentence: who did what, with those of its facts that are meant for reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from string import Formatter
from textwrap import shorten
from typing import Any

from app.accounts.words import ClientPart, MembershipRole
from app.compliance.words import Severity
from app.core.words import Word
from app.criteria.words import Result
from app.decisions.states import Measure
from app.findings.states import Grade
from app.history.models import Event
from app.monitoring.states import Counting, IncidentType
from app.operators.words import ContactPurpose, Scheme
from app.programme.words import AuthorisationType, Role
from app.web.formats import day

LONGEST = 160
PART = re.compile(r"\[(.*?)\]")

FIELDS = {
    "name": "name",
    "legal_form": "legal form",
    **dict.fromkeys(("street", "postcode", "city", "country"), "address"),
    "people": "number of people",
    "established_on": "day it was established",
    "roles": "roles",
    "modes": "modes of transport",
    "locode": "UN/LOCODE",
    "site_class": "class",
    **dict.fromkeys(("contact_name", "contact_phone"), "contact"),
}


def of(words: type[Word]) -> Callable[[Any], str]:
    """The label of one of these words; nothing for another."""
    labels = {word.value: word.label.lower() for word in words}
    return lambda value: labels.get(str(value), "")


def types(value: Any) -> str:
    return " and ".join(filter(None, (of(AuthorisationType)(one) for one in value)))


def roles(value: Any) -> str:
    return " and ".join(filter(None, (of(Role)(one) for one in value)))


def fields(value: Any) -> str:
    """What was changed, without what it was and is."""
    return ", ".join(dict.fromkeys(FIELDS[name] for name in value if name in FIELDS))


def schemes(value: Any) -> str:
    return ", ".join(Scheme(one).label for one in value)


def on(value: Any) -> str:
    return day(date.fromisoformat(str(value)[:10]))


def said(value: Any) -> str:
    return f"“{shorten(str(value), LONGEST, placeholder=' …').removesuffix('.')}”"


READ: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys(("reference", "number", "visit", "criterion", "name", "tin", "code", "officer"), str),
    **dict.fromkeys(("client_id", "kid", "url", "host", "messages", "policy", "against"), str),
    **dict.fromkeys(("starts_on", "ends_on", "accepted_on", "decide_by", "due_on", "effective_from", "from_on", "until"), on),
    **dict.fromkeys(("missing", "reason", "reply"), said),
    **dict.fromkeys(("role", "before", "after"), of(MembershipRole)),
    **dict.fromkeys(("added", "ended"), schemes),
    **dict.fromkeys(("numbers", "sites"), " and ".join),
    "roles": roles,
    "changed_part": of(ClientPart),
    "kind": of(Measure),
    "type": of(AuthorisationType),
    "types": types,
    "grade": of(Grade),
    "severity": of(Severity),
    "result": of(Result),
    "counting": of(Counting),
    "what": of(IncidentType),
    "purpose": of(ContactPurpose),
    "changed": fields,
    "activities": lambda value: "what it does" if value else "",
    "public": lambda value: "shown" if value else "not shown",
    "closed": lambda value: "closed" if value else "",
}


def sentence(event: Event, who: str | None) -> str:
    """Marta Lindqvist sent the application for security and safety to customs."""
    known = {"who": who or "The portal"} | facts(event)
    told = PART.sub(lambda part: part[1] if named(part[1]) <= known.keys() else "", event.kind.label)
    return f"{told.format_map(known)}."


def named(template: str) -> set[str]:
    """The facts a sentence, or a part of one, speaks of."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def facts(event: Event) -> dict[str, str]:
    """What is there to be said, in words; a visit of one day has no last day."""
    told = {name: event.facts[name] for name in READ if event.facts.get(name) not in (None, "", [])}
    if told.get("ends_on") == told.get("starts_on"):
        told.pop("ends_on", None)
    words = {name: READ[name](value) for name, value in told.items()}
    return {name: text for name, text in words.items() if text}
