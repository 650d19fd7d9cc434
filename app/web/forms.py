"""What every form can do: show what was refused, notice a stale page, be sent only once. Fields are in `app.web.fields`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from secrets import token_urlsafe
from typing import Any

import wtforms
from flask_wtf import FlaskForm
from wtforms.fields.core import UnboundField
from wtforms.widgets import HiddenInput

from app.core.errors import DomainError
from app.web.fields import DateInput


def storable(typed: object) -> object:
    """Without the NUL that no keyboard makes and PostgreSQL takes in no text; a sign stands in its place."""
    return typed.replace("\0", "\ufffd") if isinstance(typed, str) else typed


AS_SENT = {"autocomplete": "off"}  # else a browser that goes back puts an older value in


class Form(FlaskForm):
    """A form that changes something."""

    class Meta(FlaskForm.Meta):
        drawn: dict[str, int]  # the anchor of a field, and its place on the page

        def bind_field(self, form: wtforms.Form, unbound: UnboundField, options: dict[str, Any]) -> wtforms.Field:
            if issubclass(unbound.field_class, wtforms.StringField):
                options["filters"] = (storable, *unbound.kwargs.get("filters", ()))
            return unbound.bind(form=form, **options)

        def render_field(self, field: wtforms.Field, render_kw: dict[str, Any]) -> Any:
            self.drawn.setdefault(anchor_of(field), len(self.drawn))
            return super().render_field(field, render_kw)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meta.drawn = {}

    def refuse(self, error: DomainError) -> None:
        """Show what the programme refused at the field it names, else above all fields, like any other mistake."""
        field = self._fields.get(getattr(error, "field", None) or "")
        if field is None:
            self.form_errors.append(str(error))
        else:
            field.errors = [*field.errors, str(error)]

    @property
    def mistakes(self) -> list[dict[str, str]]:
        """The lines of the error summary: first what concerns no single field, then each leading to its own."""
        return [{"text": text} for text in self.form_errors] + self.in_order(mistakes_of(self))

    def in_order(self, mistakes: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
        """As their fields were drawn: the layout draws the page before it tells the mistakes."""
        drawn = self.meta.drawn
        told = sorted(mistakes, key=lambda mistake: drawn.get(mistake[0], len(drawn)))
        return [{"text": text, "href": f"#{anchor}"} if anchor else {"text": text} for anchor, text in told]

    @property
    def keeps_all(self) -> bool:
        """Whether all that was typed is shown again: a browser forgets passwords and files."""
        return not any(isinstance(field, wtforms.PasswordField | wtforms.FileField) for field in self)


class EditForm(Form):
    """A form that changes what others may change too: set `version` from the model, compare it in the door."""

    version = wtforms.IntegerField(widget=HiddenInput(), default=0, render_kw=AS_SENT)  # 0: there is nothing yet to change


class CreateForm(Form):
    """A form that makes something new: its id is good for one time, so a second click makes no second thing."""

    form_id = wtforms.HiddenField(default=lambda: token_urlsafe(12))


class SearchForm(Form):
    """A form that only asks (GET): no token, answered from the address."""

    class Meta:
        csrf = False


def mistakes_of(fields: Iterable[wtforms.Field]) -> Iterator[tuple[str, str]]:
    """Where each mistake is and what is wrong, rows within rows included."""
    for field in fields:
        if isinstance(field, wtforms.FieldList | wtforms.FormField):
            yield from mistakes_of(field)
        if not isinstance(field, wtforms.FormField):
            yield from ((anchor_of(field), text) for text in field.errors if isinstance(text, str))


def anchor_of(field: wtforms.Field) -> str:
    """Where the cursor goes: the first control of the field; nowhere for what nobody sees."""
    if isinstance(field.widget, HiddenInput):
        return ""
    return f"{field.name}-day" if isinstance(field.widget, DateInput) else str(field.id)
