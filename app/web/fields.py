"""The fields of a form, each drawn by its GOV.UK component and refusing in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import wtforms
from flask_wtf import file
from govuk_frontend_wtf import wtforms_widgets as govuk
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from app.programme import countries

LONGEST_NUMBER = 18  # digits: a longer one fits no column, and is too large to be compared


class StringField(wtforms.StringField):
    widget = govuk.GovTextInput()


class EmailField(wtforms.EmailField):
    widget = govuk.GovTextInput()


class SearchField(wtforms.SearchField):
    widget = govuk.GovTextInput()


class PasswordField(wtforms.PasswordField):
    widget = govuk.GovPasswordInput()


class TextAreaField(wtforms.TextAreaField):
    widget = govuk.GovTextArea()


class Listed(wtforms.SelectField):
    """Takes pairs of value and label as `Word.choices()` gives them, and refuses what is not among them."""

    def __init__(self, label: str = "", validators: Any = None, *, choices: Any = None, **options: Any) -> None:
        if isinstance(choices, list | tuple):
            choices = [SelectChoice(*one) if isinstance(one, tuple) else one for one in choices]
        options.setdefault("invalid_choice_message", "Choose one from the list")
        super().__init__(label, validators, choices=choices, **options)


class SelectField(Listed):
    widget = govuk.GovSelect()


class CountryField(SelectField):
    """The countries by name, the programme's own among them."""

    def __init__(self, **options: Any) -> None:
        choices = [("", "Choose a country"), *countries.names().items()]
        super().__init__("Country", [InputRequired("Choose a country")], choices=choices, **options)


class RadioField(Listed, wtforms.RadioField):
    widget = govuk.GovRadioInput()


class SelectMultipleField(Listed, wtforms.SelectMultipleField):
    """Checkboxes, as many as fit."""

    widget = govuk.GovCheckboxesInput()


class BooleanField(wtforms.BooleanField):
    """One checkbox."""

    widget = govuk.GovCheckboxInput()


class FileField(file.FileField):
    widget = govuk.GovFileInput()


class MultipleFileField(file.MultipleFileField):
    widget = govuk.GovFileInput(multiple=True)


class SubmitField(wtforms.SubmitField):
    widget = govuk.GovSubmitInput()


class IntegerField(wtforms.IntegerField):
    widget = govuk.GovTextInput()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        typed = "".join(valuelist).strip()
        if not typed:
            return
        try:
            super().process_formdata(valuelist if len(typed) <= LONGEST_NUMBER else ["too long"])
        except ValueError:
            raise ValueError("Write a whole number, like 12") from None

    def pre_validate(self, _form: wtforms.Form) -> None:
        """What is no number is told once, not again as one that is too small."""
        if self.process_errors:
            raise StopValidation


class DecimalField(wtforms.DecimalField):
    widget = govuk.GovTextInput()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        if not "".join(valuelist).strip():
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Write a number, like 12.5") from None


class DateInput(govuk.GovDateInput):
    """Three boxes that keep what was typed, also when a part is missing."""

    def map_gov_params(self, field: wtforms.Field, **kwargs: Any) -> dict[str, Any]:
        typed = [*(field.raw_data or []), "", "", ""][:3]
        params: dict[str, Any] = super().map_gov_params(_Typed(field, typed if field.raw_data else None), **kwargs)
        return params


class _Typed:
    """A field with exactly three parts, or none, as the widget needs it."""

    def __init__(self, field: wtforms.Field, raw_data: list[str] | None) -> None:
        self._field, self.raw_data = field, raw_data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._field, name)


class DateField(wtforms.DateField):
    """Day, month and year in three boxes, all under the field's name."""

    widget = DateInput()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        parts = [part.strip() for part in " ".join(valuelist).replace("/", " ").replace(".", " ").split()]
        if not parts:
            self.data = None
            return
        try:
            day, month, year = (int(part) for part in parts)
            self.data = date(year, month, day)
        except ValueError:
            self.data = None
            raise ValueError("Write a real date, like 27 3 2026") from None
