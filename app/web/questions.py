"""The form of a question, built from the edition: no question has code of its own.

The door builds the form on GET and on POST alike. `form.rearranged` says that a row was added or removed and the page is
to be shown again; `form.value()` is the answer once `form.validate_on_submit()` agreed. Files in `form.uploads` are best
kept on every POST, also of a form that goes back: a browser forgets them when the page comes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from flask import request
from flask_wtf.form import SUBMIT_METHODS
from werkzeug.datastructures import FileStorage
from wtforms import Field, HiddenField, IntegerField
from wtforms.widgets import HiddenInput

from app.applications.answers import Mistake, WrongAnswer, field_of, missing, parse, row_name
from app.applications.cells import NO_LISTS, Lists, unit
from app.criteria.catalogue import Question, dated
from app.criteria.words import AnswerKind, ColumnKind, Expect
from app.web import fields
from app.web.answer_fields import CELLS, FIELDS, WITHOUT_A_FIELD
from app.web.forms import AS_SENT, EditForm
from app.web.typed_answers import ANSWER, EVIDENCE, REASON, ROWS, UPLOAD, Typed, kept, resent, sent, stored


@dataclass(frozen=True)
class Item:
    """A document of the evidence library that can support this answer."""

    id: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table on the page."""

    number: int
    name: str
    cells: Sequence[Field]


class QuestionForm(EditForm):
    """What the form of every question can do; `build_form` makes its fields.

    `page` names this opened page. `replaces` is the version that was shown beside the person's own. `attached` are the documents
    that stood ticked: only of these a tick can have been taken away.
    """

    page = HiddenField(default=lambda: token_urlsafe(12), render_kw=AS_SENT)
    replaces = IntegerField(widget=HiddenInput(), default=0, render_kw=AS_SENT)
    attached = HiddenField(render_kw=AS_SENT)

    question: Question
    heading: str
    why: str
    lists: Lists
    typed: Typed
    library: Sequence[Item] = ()
    complaints: Sequence[Mistake] = ()

    def raw(self) -> Any:
        """The answer as typed; it can be stored as it is."""
        return self.typed.raw

    def value(self) -> Any:
        """The answer, None if nothing was given, or `WrongAnswer`."""
        return parse(self.question, self.typed.raw, self.lists)

    @property
    def rearranged(self) -> bool:
        """A row was added or removed: show the page again, save nothing."""
        return self.typed.rearranged

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        if self.rearranged or not super().validate(extra_validators):
            return False
        try:
            if self.value() is None and self.question.answer.required:
                self.complain([Mistake(ANSWER, "", missing(self.question))])
        except WrongAnswer as wrong:
            self.complain(wrong.mistakes)
        return not self.complaints

    def complain(self, mistakes: Sequence[Mistake]) -> None:
        """Say at each field what is wrong with it; above them all what concerns no single one."""
        self.complaints = tuple(mistakes)
        for mistake in mistakes:
            if (field := self._fields.get(self.field_name(mistake))) is not None:
                field.errors = [mistake.text]
            else:
                self.form_errors.append(mistake.text)

    @property
    def mistakes(self) -> list[dict[str, str]]:
        """The error summary: rows and columns by name, each line leading to its field."""
        told = self.in_order((self.anchor(self.field_name(one)), one.summary) for one in self.complaints)
        return told or super().mistakes

    def field_name(self, mistake: Mistake) -> str:
        if mistake.field == "reason":
            return REASON[str(self.typed.argued)]
        return UPLOAD if self.question.answer.kind is AnswerKind.FILE else mistake.field

    def anchor(self, name: str) -> str:
        """Where the cursor goes; a complaint about a whole table leads to its first cell."""
        answer = self.question.answer
        if name != ANSWER:
            return name
        return (
            field_of(1, answer.columns[0].code) if answer.columns else f"{name}-day" if answer.kind is AnswerKind.DATE else name
        )

    @property
    def keeps_all(self) -> bool:
        """Only files would have to be chosen again."""
        return not self.uploads

    @property
    def rows(self) -> list[Row]:
        """The rows of a table, with the fields of their cells."""
        answer, typed_rows = self.question.answer, self.typed.answer if self.question.answer.columns else []
        return [
            Row(number, row_name(answer, number, row), [self._fields[field_of(number, column.code)] for column in answer.columns])
            for number, row in enumerate(typed_rows, start=1)
        ]

    @property
    def unit(self) -> str:
        """What the number asked for counts."""
        return unit(self.question.answer, self.lists)

    @property
    def countries(self) -> list[str]:
        """Names to choose from, if a column asks for a country."""
        asked = any(column.kind is ColumnKind.COUNTRY for column in self.question.answer.columns)
        return list(self.lists.countries.values()) if asked else []

    @property
    def evidence_ids(self) -> list[str]:
        """The documents ticked in the library."""
        return list(self._fields[EVIDENCE].data or []) if EVIDENCE in self._fields else []

    @property
    def unticked(self) -> set[str]:
        """The documents whose tick was taken away on this page."""
        return set((self.attached.data or "").split()) - set(self.evidence_ids)

    def tick(self, documents: Iterable[str]) -> None:
        """Show what stands beside the question now."""
        self._fields[EVIDENCE].data = [*documents]
        self.attached.data, self.attached.raw_data = " ".join(documents), None

    @property
    def uploads(self) -> list[FileStorage]:
        """The files sent with the form."""
        data = self._fields[UPLOAD].data if UPLOAD in self._fields else None
        return [one for one in data or [] if isinstance(one, FileStorage) and one.filename]


def build_form(
    question: Question,
    value: Any = None,
    *,
    lists: Lists = NO_LISTS,
    draft: Any = None,
    version: int = 0,
    library: Sequence[Item] = (),
    chosen: Iterable[str] = (),
    lookback: str = "",
) -> QuestionForm:
    """The form with what was just sent, else with a `raw()` kept from an earlier visit (`draft`), else with the stored value.

    `version` is that of the stored answer, 0 before there is one; `chosen` are the ids of the library items that support
    it; `lookback` is the date to print in the question.
    """
    is_sent = request.method in SUBMIT_METHODS
    if is_sent:
        now = sent(question, request.form, request.files, attached=value is True and not library)
    else:
        now = stored(question, value, lists) if draft is None else kept(question, draft)
    made = type("MadeQuestionForm", (QuestionForm,), fields_of(question, now, lists, library))
    formdata = resent(request.form, request.files, now) if is_sent else None
    ticked = list(chosen)
    known = {EVIDENCE: ticked, "attached": " ".join(ticked), "version": version}
    form: QuestionForm = made(formdata=formdata, data=now.fields | known)
    form.question, form.heading, form.why = question, dated(question.text, lookback), dated(question.why, lookback)
    form.lists, form.typed, form.library = lists, now, library
    return form


def fields_of(question: Question, now: Typed, lists: Lists, library: Iterable[Item]) -> dict[str, Any]:
    """Field name -> field: the answer or its cells, the reasons, the evidence."""
    made: dict[str, Any] = {name: fields.TextAreaField("Why") for name in REASON.values()}
    if question.answer.kind is AnswerKind.TABLE:
        made[ROWS] = HiddenField()
        for number in range(1, len(now.answer) + 1):
            made |= {field_of(number, column.code): CELLS[column.kind](column, lists) for column in question.answer.columns}
    if question.answer.kind not in WITHOUT_A_FIELD:
        made[ANSWER] = FIELDS[question.answer.kind](question, lists)
    if question.evidence.expect is not Expect.NONE or question.answer.kind is AnswerKind.FILE:
        made[EVIDENCE] = fields.SelectMultipleField(
            "Evidence", choices={item.id: item.name for item in library}, validate_choice=False
        )
        made[UPLOAD] = fields.MultipleFileField("Upload something new")
    return made
