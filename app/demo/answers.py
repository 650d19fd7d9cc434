"""A plausible answer to every question of an edition: what is on file already, else something invented. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from app.applications.answers import EXCLUSIVE
from app.applications.prefill import suggested
from app.criteria.catalogue import Column, Question
from app.criteria.words import AnswerKind, ColumnKind
from app.demo.cast import Firm

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
ROWS = 2


@dataclass(frozen=True)
class Speaker:
    """Who answers: the business, the keys of its sites, the day of the answer, and what is on file."""

    firm: Firm
    sites: tuple[str, ...]
    on: date
    profile: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def own(self) -> Mapping[str, str]:
        """The words of the cells that are its own."""
        people = dict(zip(("first", "second", "third"), self.firm.names, strict=True))
        return {**people, "city": self.firm.city, "domain": self.firm.domain}


@cache
def bank(name: str) -> Mapping[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def answer(question: Question, speaker: Speaker) -> Any:
    """A value as it is stored: see `app.applications.answers`."""
    return ANSWERS[question.answer.kind](question, speaker)


def yes_or_no(question: Question, speaker: Speaker) -> str:
    if question.id == "P.4.register":
        return "yes" if speaker.firm.public else "no"
    return "no" if question.id in NO else "yes"


def choice(question: Question, speaker: Speaker) -> str:
    return CHOSEN.get(question.id) or question.answer.options[0].code


def several(question: Question, speaker: Speaker) -> list[str]:
    codes = [option.code for option in question.answer.options if option.code not in EXCLUSIVE]
    return codes[:4]


def words(question: Question, speaker: Speaker) -> str:
    return str(bank("texts")[question.id]["text"])


def number(question: Question, speaker: Speaker) -> int:
    return int(bank("cells")["number"][question.id][0])


def day(question: Question, speaker: Speaker) -> str:
    return (speaker.on - timedelta(days=200)).isoformat()


def ticked(question: Question, speaker: Speaker) -> bool:
    return True


def table(question: Question, speaker: Speaker) -> list[dict[str, Any]]:
    """The rows that are fixed, or on file, or invented; what a row does not say is invented."""
    usual = 1 if question.answer.single_row else ROWS
    known = [{"row": row.code} for row in question.answer.rows] or on_file(question, speaker)
    wanted = bank("cells")["rows"].get(question.id, 0 if known else usual)
    rows = [*known, *[{}] * (wanted - len(known))]
    return [invented(question, speaker, at) | row for at, row in enumerate(rows)]


def on_file(question: Question, speaker: Speaker) -> list[dict[str, Any]]:
    return (suggested(question, speaker.profile) if speaker.profile else None) or []


def invented(question: Question, speaker: Speaker, at: int) -> dict[str, Any]:
    cells = {column.code: cell(question, column, speaker, at) for column in question.answer.columns}
    return {code: value for code, value in cells.items() if value is not None}


def cell(question: Question, column: Column, speaker: Speaker, at: int) -> Any:
    """None where the cell stays empty."""
    if column.kind is ColumnKind.SITE:
        return speaker.sites[at % len(speaker.sites)]
    if column.kind is ColumnKind.COUNTRY:
        return "ZZ"
    if column.kind is ColumnKind.NUMBER and column.code in COUNTED:
        return COUNTED[column.code](speaker, at)
    word = banked(question, column, at)
    return None if word == "" else CELLS[column.kind](word, column, speaker, at)


def banked(question: Question, column: Column, at: int) -> Any:
    """What the bank has for it, of several words the next one; None where it has nothing."""
    known = bank("cells")[column.kind.value]
    found = known.get(f"{question.id}.{column.code}") or known.get(column.code)
    return found[at % len(found)] if found else None


def said(word: Any, column: Column, speaker: Speaker, at: int) -> str:
    return str(word).format_map(speaker.own)


def chosen(word: Any, column: Column, speaker: Speaker, at: int) -> str:
    return str(word or column.options[at % len(column.options)].code)


def dated(word: Any, column: Column, speaker: Speaker, at: int) -> str:
    return (speaker.on - timedelta(days=120 + 30 * at if word is None else word)).isoformat()


def agreed(word: Any, column: Column, speaker: Speaker, at: int) -> str:
    return str(word or "yes")


def figure(word: Any, column: Column, speaker: Speaker, at: int) -> int:
    """Money goes with the size of the business, to the thousand; no two of a size have the same."""
    per_head = bank("cells")["per_head"].get(column.code)
    if per_head is None:
        return int(word)
    usual = per_head[at % len(per_head)] * speaker.firm.people
    return int(usual * (85 + speaker.firm.number * 7 % 31) / 100_000) * 1_000


def year(speaker: Speaker, at: int) -> int:
    return speaker.on.year - 1 - at


def staff(speaker: Speaker, at: int) -> int:
    """The business has grown a little each year."""
    return max(1, round(speaker.firm.people * (1 - at / 20)))


COUNTED: Mapping[str, Callable[[Speaker, int], int]] = {"year": year, "staff": staff}

CELLS: Mapping[ColumnKind, Callable[[Any, Column, Speaker, int], Any]] = {
    ColumnKind.TEXT: said,
    ColumnKind.CHOICE: chosen,
    ColumnKind.DATE: dated,
    ColumnKind.NUMBER: figure,
    ColumnKind.YES_NO: agreed,
}

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
