"""A plausible answer to every question of an edition: what is on file already, else something invented. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.applications.answers import EXCLUSIVE
from app.applications.prefill import suggested
from app.criteria.catalogue import Column, Question
from app.criteria.words import AnswerKind, ColumnKind

HERE = Path(__file__).parent
NO = frozenset(
    {
        "P.2.group",
        "P.8.differs",
        "A.1.breach",
        "A.2.conviction",
        "A.9.open",
        "C.2.insolvency",
        "D.4.found",
        "K.5.load_board",
        "R.1.held",
    }
)
CHOSEN = {
    "P.4.partners": "none",
    "G.3.class": "all",
    "H.6.tracking": "all",
    "G.1.manual": "own",
    "J.3.badge": "worn",
    "B.4.owner_look": "weekly",
    "N.1.route": "experience",
    "K.5.tiers": "with_consent",
}
PLAIN = "It is written down in our manual, the operations manager keeps it, and it is looked over once a year."
ROWS = 2


@dataclass(frozen=True)
class Speaker:
    """Who answers: the name, the keys of its sites, and the day of the answer."""

    name: str
    sites: tuple[str, ...]
    on: date
    consents: bool = True
    profile: Mapping[str, Any] = field(default_factory=dict)


@cache
def bank(name: str) -> Mapping[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def answer(question: Question, speaker: Speaker) -> Any:
    """A value as it is stored: see `app.applications.answers`."""
    return ANSWERS[question.answer.kind](question, speaker)


def yes_or_no(question: Question, speaker: Speaker) -> str:
    if question.id == "P.4.register":
        return "yes" if speaker.consents else "no"
    return "no" if question.id in NO else "yes"


def choice(question: Question, speaker: Speaker) -> str:
    return CHOSEN.get(question.id) or question.answer.options[0].code


def several(question: Question, speaker: Speaker) -> list[str]:
    codes = [option.code for option in question.answer.options if option.code not in EXCLUSIVE]
    return codes[:4]


def words(question: Question, speaker: Speaker) -> str:
    entry = bank("texts").get(question.id, {"text": PLAIN})
    return str(entry["text"])


def number(question: Question, speaker: Speaker) -> int:
    return max(int(question.answer.min or 0), 4)


def day(question: Question, speaker: Speaker) -> str:
    return (speaker.on - timedelta(days=200)).isoformat()


def ticked(question: Question, speaker: Speaker) -> bool:
    return True


def table(question: Question, speaker: Speaker) -> list[dict[str, Any]]:
    """The rows that are fixed, or on file, or invented; what a row does not say is invented."""
    fixed = [{"row": row.code} for row in question.answer.rows]
    on_file = suggested(question, speaker.profile) if speaker.profile else None
    rows = fixed or on_file or [{}] * (1 if question.answer.single_row else ROWS)
    return [invented(question, speaker, at) | row for at, row in enumerate(rows)]


def invented(question: Question, speaker: Speaker, at: int) -> dict[str, Any]:
    return {column.code: cell(question, column, speaker, at) for column in question.answer.columns}


def cell(question: Question, column: Column, speaker: Speaker, at: int) -> Any:
    if column.kind is ColumnKind.TEXT:
        known = bank("cells").get(f"{question.id}.{column.code}") or bank("cells").get(column.code, ["As in our manual"])
        return known[at % len(known)]
    if column.kind is ColumnKind.CHOICE:
        return column.options[at % len(column.options)].code if column.options else ""
    if column.kind is ColumnKind.SITE:
        return speaker.sites[at % len(speaker.sites)]
    if column.kind is ColumnKind.DATE:
        return (speaker.on - timedelta(days=120 + 30 * at)).isoformat()
    return {ColumnKind.NUMBER: figure(column, speaker, at), ColumnKind.YES_NO: "yes", ColumnKind.COUNTRY: "ZZ"}[column.kind]


def figure(column: Column, speaker: Speaker, at: int) -> int:
    if column.code == "year":
        return speaker.on.year - 1 - at
    known = bank("cells")["figures"].get(column.code, [12 + at])
    return int(known[at % len(known)])


ANSWERS: Mapping[AnswerKind, Callable[[Question, Speaker], Any]] = {
    AnswerKind.YES_NO: yes_or_no,
    AnswerKind.CHOICE: choice,
    AnswerKind.MULTI_CHOICE: several,
    AnswerKind.TEXT: words,
    AnswerKind.NUMBER: number,
    AnswerKind.DATE: day,
    AnswerKind.TABLE: table,
    AnswerKind.FILE: ticked,
    AnswerKind.UNDERTAKING: ticked,
}
