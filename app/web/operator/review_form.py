"""The form of a yearly review: each part as shown or changed, then the statement and the name."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from wtforms import Field, HiddenField

from app.monitoring.models import Review
from app.monitoring.service import STATEMENT
from app.monitoring.states import Part
from app.web.fields import BooleanField, RadioField, StringField, TextAreaField
from app.web.forms import EditForm
from app.web.lengths import Length
from app.web.operator.business_forms import box
from app.web.review import unchanged

SAME, CHANGED = "same", "changed"
LONGEST = 5_000


def text_of(part: Part) -> str:
    return f"{part.value}_text"


class ReviewForm(EditForm):
    """`seen` is the fingerprint of what the page shows."""

    seen = HiddenField()
    is_true = BooleanField(STATEMENT)
    name = StringField("Your full name, as your signature", [Length(max=200)], render_kw=box("govuk-input--width-20"))

    def pair(self, part: Part) -> tuple[Field, Field]:
        """The choice, and the text that goes with the second answer."""
        return self[part.value], self[text_of(part)]

    @property
    def said(self) -> dict[Part, str]:
        """A part that has changed in a way nobody described yet is not looked at yet."""
        texts = {part: (self[text_of(part)].data or "").strip() for part in Part}
        chosen = {part: self[part.value].data for part in Part}
        same = {part: "" for part in Part if chosen[part] == SAME}
        return same | {part: text for part, text in texts.items() if chosen[part] == CHANGED and text}

    def is_complete(self) -> bool:
        """Whether it can be signed; what is missing is told at its field."""
        for part in Part:
            choice, text = self.pair(part)
            if choice.data not in (SAME, CHANGED):
                choice.errors = [f"Say whether it has changed: {part.label.lower()}"]
            elif choice.data == CHANGED and not (text.data or "").strip():
                text.errors = [f"Say what has changed: {part.label.lower()}"]
        if not self.is_true.data:
            self.is_true.errors = ["Confirm the statement"]
        if not (self.name.data or "").strip():
            self.name.errors = ["Write your full name: it is your signature"]
        return not self.errors


def fields() -> dict[str, Any]:
    """Two for each part."""
    found: dict[str, Any] = {}
    for part in Part:
        label = f"{part.label}: has it changed?"
        legend = {"html": Markup('<span class="govuk-visually-hidden">{}</span>').format(label)}
        look = {"params": {"classes": "govuk-radios--small", "hint": None, "fieldset": {"legend": legend}}}
        choices = [(SAME, unchanged(part)), (CHANGED, "It has changed")]
        found[part.value] = RadioField(label, choices=choices, validate_choice=False, render_kw=look)
        too_long = Length(max=LONGEST, message=f"Write at most {LONGEST:,} characters")
        found[text_of(part)] = TextAreaField(
            f"{part.label}: what has changed, and since when?", [too_long], render_kw=box(rows=3, spellcheck=True)
        )
    return found


Form: type[ReviewForm] = type("Form", (ReviewForm,), fields())


def stored(review: Review) -> dict[str, Any]:
    """What the fields hold of it."""
    kept = {part: review.said.get(part.value) for part in Part}
    choices = {part.value: None if text is None else CHANGED if text else SAME for part, text in kept.items()}
    return choices | {text_of(part): text or "" for part, text in kept.items()}
