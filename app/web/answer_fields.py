"""Which field a kind of answer has, and a kind of column. They only keep what is typed: `app.applications.answers` reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import wtforms
from markupsafe import Markup

from app.applications.answers import options
from app.applications.cells import Lists, choices, unit
from app.criteria.catalogue import Column, Question
from app.criteria.words import AnswerKind, ColumnKind
from app.web import fields

Make = Callable[[Question, Lists], Any]
MakeCell = Callable[[Column, Lists], Any]

NO_HINT = {"hint": None}
WIDE = {"params": {"classes": "govuk-!-width-full"}}
NUMBER = {"classes": "govuk-input--width-10", "inputmode": "decimal", "spellcheck": False}


class DayField(wtforms.Field):
    """Day, month and year in three boxes, as typed, real date or not."""

    widget = fields.DateInput()

    def process_data(self, value: Any) -> None:
        self.data = self.raw_data = list(value) if value else None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = list(valuelist)

    def _value(self) -> str:
        return " ".join(self.data or [])


def radios(question: Question, lists: Lists) -> Any:
    chosen = dict(options(question.answer, lists))
    return fields.RadioField(question.text, choices=chosen, validate_choice=False, render_kw={"params": NO_HINT})


def checkboxes(question: Question, lists: Lists) -> Any:
    chosen = dict(options(question.answer, lists))
    return fields.SelectMultipleField(question.text, description="Choose all that apply", choices=chosen, validate_choice=False)


def promise(question: Question, _: Lists) -> Any:
    return fields.SelectMultipleField(question.text, choices={"yes": "Yes, we promise this"}, validate_choice=False)


def text(question: Question, _: Lists) -> Any:
    return fields.TextAreaField(question.text)


def number(question: Question, _: Lists) -> Any:
    return fields.StringField(question.text)


def day(question: Question, _: Lists) -> Any:
    return DayField(question.text, description="For example, 27 3 2026")


FIELDS: Mapping[AnswerKind, Make] = {
    AnswerKind.YES_NO: radios,
    AnswerKind.CHOICE: radios,
    AnswerKind.MULTI_CHOICE: checkboxes,
    AnswerKind.TEXT: text,
    AnswerKind.NUMBER: number,
    AnswerKind.DATE: day,
    AnswerKind.UNDERTAKING: promise,
}
WITHOUT_A_FIELD = frozenset({AnswerKind.FILE, AnswerKind.TABLE})  # answered by evidence; answered cell by cell


def label(column: Column) -> str:
    return column.label if column.required else f"{column.label} (optional)"


def text_cell(column: Column, _: Lists) -> Any:
    return fields.StringField(label(column))


def number_cell(column: Column, lists: Lists) -> Any:
    """With its unit behind it; a screen reader passes over that, so the label says it once more."""
    look: dict[str, Any] = dict(NUMBER)
    if counted := unit(column, lists):
        spoken = Markup('{}<span class="govuk-visually-hidden">, {}</span>').format(label(column), counted)
        look |= {"suffix": {"text": counted}, "label": {"html": spoken}}
    return fields.StringField(label(column), render_kw={"params": look})


def day_cell(column: Column, _: Lists) -> Any:
    kw = {"params": {"classes": "govuk-input--width-10"}}
    return fields.StringField(label(column), description="For example, 27 3 2026", render_kw=kw)


def country_cell(column: Column, _: Lists) -> Any:
    """Typed, with names offered: two hundred choices in every row would weigh more than the rest of the page."""
    return fields.StringField(label(column), render_kw={"list": "countries", "autocomplete": "off"})


def radio_cell(column: Column, lists: Lists) -> Any:
    look = {"classes": "govuk-radios--inline govuk-radios--small"} | NO_HINT
    chosen = dict(choices(column, lists))
    return fields.RadioField(label(column), choices=chosen, validate_choice=False, render_kw={"params": look})


def list_cell(column: Column, lists: Lists) -> Any:
    chosen = {"": "Choose one"} | dict(choices(column, lists))
    return fields.SelectField(label(column), choices=chosen, validate_choice=False, render_kw=WIDE)


CELLS: Mapping[ColumnKind, MakeCell] = {
    ColumnKind.TEXT: text_cell,
    ColumnKind.NUMBER: number_cell,
    ColumnKind.DATE: day_cell,
    ColumnKind.YES_NO: radio_cell,
    ColumnKind.CHOICE: list_cell,
    ColumnKind.COUNTRY: country_cell,
    ColumnKind.SITE: list_cell,
}
