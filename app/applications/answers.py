"""The answer to a question: read from what was typed, judged given or not, and shown for reading. Pure.

A stored value is `"yes"`, a code, a list of codes, a text, a number, an ISO day, `True` (attached, promised), a list of rows
`{"column": cell}` (with `"row"`, where the rows are fixed), or `{"mode": …, "reason": …}` for an argued answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.applications import cells
from app.applications.cells import NO_LISTS, YES_NO, Lists, is_blank
from app.core.errors import Invalid
from app.core.words import Word
from app.criteria.catalogue import AnswerSpec, Question
from app.criteria.words import AnswerKind

EXCLUSIVE = frozenset({"none", "never"})
MOST_ROWS = 100  # a form of more fields is refused before it is read
LOCALE = "en_GB"


class Argued(Word):
    """Ways to answer without meeting the question as it stands; an officer decides whether the reason holds."""

    NOT_APPLICABLE = "not_applicable", "Does not apply, because"
    ALTERNATIVE = "alternative", "Done another way, because"


ARGUED = dict(Argued.choices())


@dataclass(frozen=True)
class Mistake:
    """What is wrong, and where: `field` is the name of the field in a form."""

    field: str
    where: str
    text: str

    @property
    def summary(self) -> str:
        return f"{self.where}: {self.text[0].lower()}{self.text[1:]}" if self.where else self.text


class WrongAnswer(Invalid):
    """An answer that cannot be read. It carries what was typed, so that nothing is lost."""

    def __init__(self, mistakes: Sequence[Mistake], raw: object) -> None:
        super().__init__(mistakes[0].summary, mistakes[0].field)
        self.mistakes, self.raw = tuple(mistakes), raw


@dataclass(frozen=True)
class Shown:
    """An answer for reading: a text, or a list of items, or a table with a head."""

    text: str = ""
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def parse(question: Question, raw: object, lists: Lists = NO_LISTS) -> Any:
    """The value to store, None if nothing was given, or `WrongAnswer`. An optional list left empty is the answer "nothing"."""
    if is_argued(raw):
        return _argued(raw)
    if question.answer.kind is AnswerKind.TABLE:
        return _table(question.answer, raw, lists)
    try:
        return _single(question.answer, raw, lists)
    except Invalid as refusal:
        raise WrongAnswer([Mistake("answer", "", str(refusal))], raw) from None


def is_argued(value: object) -> bool:
    return isinstance(value, Mapping) and "mode" in value


def is_given(question: Question, value: object) -> bool:
    """Whether the value answers the question; an empty list does where the answer is optional."""
    if is_argued(value):
        return not is_blank(value["reason"])  # type: ignore[index]
    return (not question.answer.required) if value == [] else not is_blank(value)


def missing(question: Question) -> str:
    """What to tell someone who left a required answer empty."""
    return MISSING[question.answer.kind]


def typed(question: Question, value: Any, lists: Lists = NO_LISTS) -> Any:
    """A stored value as a person would have typed it, to fill a form."""
    if value is None or is_argued(value):
        return value
    if question.answer.kind is AnswerKind.TABLE:
        return [_typed_row(question.answer, row, lists) for row in value]
    if question.answer.kind is AnswerKind.DATE:
        return cells.typed_date(value)
    return str(value) if question.answer.kind is AnswerKind.NUMBER else value


def shown(question: Question, value: Any, lists: Lists = NO_LISTS, locale: str = LOCALE) -> Shown:
    """A stored value for the trader and the officer to read."""
    answer = question.answer
    if value is None:
        return Shown()
    if is_argued(value):
        return Shown(text=f"{ARGUED[value['mode']]} {value['reason']}")
    if answer.kind is AnswerKind.TABLE:
        return _shown_table(answer, value, lists, locale)
    if answer.kind is AnswerKind.MULTI_CHOICE:
        known = options(answer, lists)
        return Shown(items=tuple(known.get(code, code) for code in value)) if value else Shown(text="None of these")
    return Shown(text=_shown_text(answer, value, lists, locale))


def options(answer: AnswerSpec, lists: Lists = NO_LISTS) -> Mapping[str, str]:
    """Code and label of what may be chosen."""
    if answer.kind is AnswerKind.YES_NO:
        return YES_NO
    return lists.sources.get(answer.options_from, {}) if answer.options_from else cells.labels(answer.options)


def field_of(number: int, column: str) -> str:
    """The name of a cell's field in a form; rows count from one, as people do."""
    return f"row-{number}-{column}"


def row_name(answer: AnswerSpec, number: int, row: Mapping[str, object]) -> str:
    """How a row is called in messages: by its fixed label, or by its number and what stands first in it; not if it is alone."""
    if answer.rows:
        return answer.rows[number - 1].label
    if answer.single_row:
        return ""
    first = row.get(answer.columns[0].code)
    named = answer.columns[0].kind == "text" and isinstance(first, str) and first.strip()
    return f"Row {number}, {named[:60]}" if named else f"Row {number}"


def rows_of(answer: AnswerSpec, raw: object) -> list[Mapping[str, object]]:
    """The rows of a table as typed: every fixed row in its place, or the free rows with blank ones kept in place."""
    rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list) else []
    if not answer.rows:
        return rows
    by_code = {row.get("row"): row for row in rows}
    return [by_code.get(fixed.code, {}) for fixed in answer.rows]


def _single(answer: AnswerSpec, raw: object, lists: Lists) -> Any:
    if answer.kind is AnswerKind.CHOICE:
        return cells.read_code(raw, options(answer, lists))
    if answer.kind is AnswerKind.MULTI_CHOICE:
        return _several(answer, raw, lists)
    if answer.kind is AnswerKind.NUMBER:
        return cells.read_number(raw, answer.min, answer.max)
    return READ[answer.kind](raw)


def _argued(raw: Any) -> dict[str, str] | None:
    try:
        mode = cells.read_code(raw.get("mode"), ARGUED)
        reason = cells.read_text(raw.get("reason"))
    except Invalid as refusal:
        raise WrongAnswer([Mistake("reason", "", str(refusal))], raw) from None
    if mode is None or reason is None:
        raise WrongAnswer([Mistake("reason", "", "Write the reason in a sentence or two")], raw)
    return {"mode": mode, "reason": reason}


def _several(answer: AnswerSpec, raw: object, lists: Lists) -> list[str] | None:
    allowed = options(answer, lists)
    ticked = raw if isinstance(raw, list) else [raw]
    picked = {code for one in ticked if (code := cells.read_code(one, allowed, "Choose from the list"))}
    alone = [allowed[code] for code in picked if code in EXCLUSIVE]
    if alone and len(picked) > 1:
        raise Invalid(f"Choose either “{alone[0]}” or the others, not both")
    return [code for code in allowed if code in picked] or (None if answer.required else [])


def _table(answer: AnswerSpec, raw: object, lists: Lists) -> list[dict[str, Any]] | None:
    rows = rows_of(answer, raw)
    if all(is_blank(row) for row in rows):
        return None if answer.required else []
    if answer.single_row and len(rows) > 1:
        raise WrongAnswer([Mistake("answer", "", "Give one row only")], raw)
    if len(rows) > MOST_ROWS:
        raise WrongAnswer([Mistake("answer", "", f"Give at most {MOST_ROWS} rows, and attach the full list")], raw)
    mistakes: list[Mistake] = []
    read = [
        _row(answer, number, row, lists, mistakes) for number, row in enumerate(rows, start=1) if answer.rows or not is_blank(row)
    ]
    if mistakes:
        raise WrongAnswer(mistakes, raw)
    return read


def _row(answer: AnswerSpec, number: int, row: Mapping[str, object], lists: Lists, mistakes: list[Mistake]) -> dict[str, Any]:
    read: dict[str, Any] = {"row": answer.rows[number - 1].code} if answer.rows else {}
    for column in answer.columns:
        try:
            if (cell := cells.read_cell(column, row.get(column.code), lists)) is not None:
                read[column.code] = cell
        except Invalid as refusal:
            where = ", ".join(filter(None, (row_name(answer, number, row), column.label)))
            mistakes.append(Mistake(field_of(number, column.code), where, str(refusal)))
    return read


def _typed_row(answer: AnswerSpec, row: Mapping[str, object], lists: Lists) -> dict[str, str]:
    columns = {column.code: column for column in answer.columns}
    return {code: cells.typed_cell(columns[code], cell, lists) if code in columns else str(cell) for code, cell in row.items()}


def _shown_table(answer: AnswerSpec, rows: Sequence[Mapping[str, object]], lists: Lists, locale: str) -> Shown:
    if not rows:
        return Shown(text="Nothing to list")
    fixed = cells.labels(answer.rows)
    head = tuple(column.label for column in answer.columns)
    lines = tuple(tuple(cells.shown_cell(c, row.get(c.code), lists, locale) for c in answer.columns) for row in rows)
    if fixed:
        names = [fixed.get(str(row.get("row")), str(row.get("row"))) for row in rows]
        return Shown(head=("", *head), rows=tuple((name, *line) for name, line in zip(names, lines, strict=True)))
    return Shown(head=head, rows=lines)


def _shown_text(answer: AnswerSpec, value: Any, lists: Lists, locale: str) -> str:
    if answer.kind is AnswerKind.DATE:
        return cells.shown_date(value, locale)
    if answer.kind is AnswerKind.NUMBER:
        return f"{cells.shown_number(value, locale)} {cells.unit(answer, lists)}".strip()
    if answer.kind in ONCE_TRUE:
        return ONCE_TRUE[answer.kind]
    return options(answer, lists).get(value, str(value))


READ: Mapping[AnswerKind, Callable[[object], Any]] = {
    AnswerKind.YES_NO: cells.read_yes_no,
    AnswerKind.TEXT: cells.read_text,
    AnswerKind.DATE: cells.read_date,
    AnswerKind.FILE: cells.read_tick,
    AnswerKind.UNDERTAKING: cells.read_tick,
}

ONCE_TRUE = {AnswerKind.FILE: "Attached", AnswerKind.UNDERTAKING: "Promised"}

MISSING: Mapping[AnswerKind, str] = {
    AnswerKind.YES_NO: "Choose yes or no",
    AnswerKind.CHOICE: "Choose one of the answers",
    AnswerKind.MULTI_CHOICE: "Choose at least one of the answers",
    AnswerKind.TEXT: "Write an answer",
    AnswerKind.NUMBER: "Write a number",
    AnswerKind.DATE: "Write a date",
    AnswerKind.TABLE: "Fill in at least one row",
    AnswerKind.FILE: "Attach at least one file, or choose one from your library",
    AnswerKind.UNDERTAKING: "Tick the box to make the promise",
}
