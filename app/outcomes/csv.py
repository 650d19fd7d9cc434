"""A table of outcomes as a spreadsheet saves it: what can be read of it, and where it is wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import NamedTuple

from pydantic import ValidationError

from app.outcomes.reported import Reported

COLUMNS = tuple(Reported.model_fields)
NEEDED = tuple(name for name, about in Reported.model_fields.items() if about.is_required())


class Mistake(NamedTuple):
    """What is wrong in a line, as spreadsheets count them: the heading is the first."""

    line: int
    column: str
    text: str


@dataclass
class Lines:
    """What was read of a file."""

    good: list[Reported] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    wrong: int = 0

    @property
    def total(self) -> int:
        return len(self.good) + self.wrong


def read(text: str) -> Lines:
    """Commas or semicolons; an empty cell says nothing."""
    lines, rows = Lines(), csv.DictReader(StringIO(text, newline=""), delimiter=separator(text), restkey="")
    lines.mistakes += headings([(name or "").strip() for name in rows.fieldnames or ()])
    try:
        for row in rows:
            take(lines, row, rows)
    except csv.Error as error:
        lines.wrong += 1
        lines.mistakes.append(Mistake(rows.line_num, "", f"this is no line of a table: {error}"))
    return lines


def number_of_lines(text: str) -> int:
    """As they are read, whatever ends them; the heading is one."""
    return sum(1 for _ in StringIO(text, newline=""))


def take(lines: Lines, row: Mapping[str | None, object], rows: csv.DictReader[str]) -> None:
    """One line: an outcome, nothing at all, or mistakes."""
    told = {(name or "").strip(): cell.strip() for name, cell in row.items() if isinstance(cell, str) and cell.strip()}
    if not told:
        return
    try:
        lines.good.append(Reported.model_validate(told))
    except ValidationError as error:
        lines.wrong += 1
        lines.mistakes += [] if unknown(rows.fieldnames) else mistakes(rows.line_num, error)


def separator(text: str) -> str:
    heading = text.partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","


def headings(names: list[str]) -> Iterator[Mistake]:
    for name in names:
        if name and name not in COLUMNS:
            yield Mistake(1, name, f"no such column; the columns are {', '.join(COLUMNS)}")
    for name in NEEDED:
        if name not in names:
            yield Mistake(1, name, "this column is missing")


def unknown(names: Iterable[str] | None) -> bool:
    """A heading that is wrong would be told again in each line."""
    return any(headings([(name or "").strip() for name in names or ()]))


def mistakes(line: int, error: ValidationError) -> Iterator[Mistake]:
    for fault in error.errors(include_url=False, include_input=False):
        yield Mistake(line, ".".join(map(str, fault["loc"])), fault["msg"].removeprefix("Value error, "))
