"""A plausible answer to every question of an edition. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.applications.answers import EXCLUSIVE
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
    fixed = question.answer.rows
    count = len(fixed) if fixed else ROWS
    lines = [{column.code: cell(column, speaker, at) for column in question.answer.columns} for at in range(count)]
    return [{"row": row.code, **line} for row, line in zip(fixed, lines, strict=True)] if fixed else lines


def cell(column: Column, speaker: Speaker, at: int) -> Any:
    if column.kind is ColumnKind.TEXT:
        known = bank("cells").get(column.code, ["As in our manual"])
        return known[at % len(known)]
    if column.kind is ColumnKind.CHOICE:
        return column.options[at % len(column.options)].code if column.options else ""
    if column.kind is ColumnKind.SITE:
        return speaker.sites[at % len(speaker.sites)]
    if column.kind is ColumnKind.DATE:
        return (speaker.on - timedelta(days=120 + 30 * at)).isoformat()
    return {ColumnKind.NUMBER: 12 + at, ColumnKind.YES_NO: "yes", ColumnKind.COUNTRY: "ZZ"}[column.kind]


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
