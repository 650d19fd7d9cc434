"""A page that is older than what it changes: what differs is shown, and the person decides. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import wtforms

from app.web import formats
from app.web.forms import EditForm


class Versioned(Protocol):
    """A thing with a version, as `versioned()` gives it."""

    version: Any


@dataclass(frozen=True)
class Difference:
    """A field whose stored value is not the one just typed."""

    label: str
    theirs: str
    yours: str


def differences(form: EditForm, thing: Versioned, stored: Mapping[str, object] | None = None) -> list[Difference]:
    """What somebody else has put in place since the page was opened; nothing if nobody did, or if it is the same.

    The form then carries the version of now: sent again, it replaces what is stored. `stored` names what the fields hold
    where that is not the attribute of the same name.
    """
    if form.version.data is None or form.version.data == thing.version:
        return []
    known = {field.name: (stored or {}).get(field.name, getattr(thing, field.name, None)) for field in shown(form)}
    form.version.data, form.version.raw_data = thing.version, None
    return [
        Difference(field.label.text, words(field, known[field.name]), words(field, field.data))
        for field in shown(form)
        if words(field, known[field.name]) != words(field, field.data)
    ]


def shown(form: EditForm) -> list[wtforms.Field]:
    return [field for field in form if not isinstance(field, wtforms.HiddenField) and field is not form.version]


def words(field: wtforms.Field, value: object) -> str:
    """A value as the page shows it."""
    if isinstance(field, wtforms.SelectFieldBase):
        labels = {choice[0]: choice[1] for choice in field.iter_choices()}
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(labels.get(one, one)) for one in values if one)
    if isinstance(value, date):
        return formats.day(value)
    return "" if value is None else str(value).strip()
