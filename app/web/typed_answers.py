"""What a person has typed into the form of a question, read from the request and laid out again without losing any of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from app.applications.answers import MOST_ROWS, Argued, field_of, is_argued, rows_of, typed
from app.applications.cells import Lists, is_blank
from app.criteria.catalogue import Question
from app.criteria.words import AnswerKind

ANSWER, EVIDENCE, UPLOAD, ROWS, ADD, REMOVE, ARGUE = "answer", "evidence", "upload", "row-count", "add-row", "remove-row", "argue"
REASON = {mode.value: f"reason-{mode.value}" for mode in Argued}

Sent = MultiDict[str, str]
Files = MultiDict[str, FileStorage]


@dataclass(frozen=True)
class Typed:
    """The answer as typed, the reasons typed beside it, and which of them is meant to count: `argued`, or None for the answer."""

    answer: Any
    reasons: Mapping[str, str] = field(default_factory=dict)
    argued: str | None = None
    rearranged: bool = False

    @property
    def raw(self) -> Any:
        """What counts, for `answers.parse`."""
        return {"mode": self.argued, "reason": self.reasons.get(self.argued, "")} if self.argued else self.answer

    @property
    def fields(self) -> dict[str, Any]:
        """Field name -> what stands in it."""
        reasons = {REASON[mode]: reason for mode, reason in self.reasons.items()}
        if not _is_table(self.answer):
            return reasons | {ANSWER: self.answer}
        rows = enumerate(self.answer, start=1)
        return reasons | {field_of(n, code): cell for n, row in rows for code, cell in row.items()} | {ROWS: len(self.answer)}


def stored(question: Question, value: Any, lists: Lists) -> Typed:
    """A stored value as a person would have typed it."""
    return kept(question, typed(question, value, lists))


def kept(question: Question, raw: Any) -> Typed:
    """What was typed before, finished or not: the `raw` of then."""
    argued = is_argued(raw)
    answer = None if argued else raw
    if question.answer.kind is AnswerKind.TABLE:
        answer = _laid_out(question, answer)
    elif question.answer.kind is AnswerKind.DATE and isinstance(answer, str):
        answer = answer.split()
    elif question.answer.kind is AnswerKind.UNDERTAKING:
        answer = ["yes"] if answer else []
    return Typed(answer, {raw["mode"]: raw["reason"]}, raw["mode"]) if argued else Typed(answer)


def sent(question: Question, form: Sent, files: Files, *, attached: bool) -> Typed:
    """What was sent. A reason counts if its button was pressed, or if it is all there is."""
    answer = READ.get(question.answer.kind, _one)(question, form)
    if question.answer.kind is AnswerKind.FILE:
        answer = attached or bool(form.getlist(EVIDENCE)) or any(one.filename for one in files.getlist(UPLOAD))
    reasons = {mode: form[name] for mode, name in REASON.items() if form.get(name, "").strip()}
    argued = form.get(ARGUE) if form.get(ARGUE) in REASON else None
    if not argued and _is_empty(answer):
        argued = next(iter(reasons), None)
    moves = question.answer.grows and (ADD in form or REMOVE in form)
    return Typed(_rearranged(answer, form) if moves else answer, reasons, argued, moves)


def resent(form: Sent, files: Files, typed_now: Typed) -> MultiDict[str, Any]:
    """The request as if it had been sent with the rows in their new places."""
    again: MultiDict[str, Any] = MultiDict(form)
    again.update(files)
    if _is_table(typed_now.answer):
        for name in [name for name in again if name.startswith("row-") or name == ROWS]:
            again.poplist(name)
        again.update({name: value for name, value in typed_now.fields.items() if name.startswith("row-")})
        again[ROWS] = str(len(typed_now.answer))
    return again


def _one(_: Question, form: Sent) -> Any:
    return form.get(ANSWER, "")


def _many(_: Question, form: Sent) -> Any:
    return form.getlist(ANSWER)


def _table(question: Question, form: Sent) -> Any:
    answer = question.answer
    count = len(answer.rows) or min(form.get(ROWS, 0, type=int), MOST_ROWS + 1)
    rows = [{column.code: form.get(field_of(n, column.code), "") for column in answer.columns} for n in range(1, count + 1)]
    named = [{"row": fixed.code} | row for fixed, row in zip(answer.rows, rows, strict=True)] if answer.rows else rows
    return _laid_out(question, named)


READ: Mapping[AnswerKind, Callable[[Question, Sent], Any]] = {
    AnswerKind.MULTI_CHOICE: _many,
    AnswerKind.DATE: _many,
    AnswerKind.TABLE: _table,
    AnswerKind.UNDERTAKING: _many,
}


def _laid_out(question: Question, rows: Any) -> list[dict[str, Any]]:
    """The rows of a table to show: fixed ones all, free ones at least one."""
    fixed = question.answer.rows
    shown: list[dict[str, Any]] = [dict(row) for row in rows_of(question.answer, rows)] or [{}]
    return [{"row": one.code} | row for one, row in zip(fixed, shown, strict=True)] if fixed else shown


def _rearranged(rows: list[dict[str, Any]], form: Sent) -> list[dict[str, Any]]:
    removed = form.get(REMOVE, 0, type=int)
    kept = [row for number, row in enumerate(rows, start=1) if number != removed]
    return [*kept, {}] if ADD in form and len(kept) < MOST_ROWS else kept or [{}]


def _is_table(answer: Any) -> bool:
    return isinstance(answer, list) and all(isinstance(row, dict) for row in answer) and bool(answer)


def _is_empty(answer: Any) -> bool:
    return all(is_blank(part) for part in answer) if isinstance(answer, list) else is_blank(answer)
