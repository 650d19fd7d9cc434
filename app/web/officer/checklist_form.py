"""The form of one stop of the checklist, built from its points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms

from app.audits.checklist import Stop
from app.audits.service import Checked
from app.audits.states import Seen
from app.web.fields import MultipleFileField, RadioField, TextAreaField
from app.web.forms import EditForm
from app.web.officer.look import box, within

LONGEST = 5_000


class ObservationForm(EditForm):
    """What is the same at every stop; `build_form` adds a key and a note for each point."""

    text = TextAreaField("Anything else", within(LONGEST), render_kw=box(rows=2))
    photos = MultipleFileField(
        "Photos", render_kw={"params": {"attributes": {"accept": "image/*"}, "label": {"classes": "govuk-label--s"}}}
    )

    points: list[tuple[wtforms.Field, wtforms.Field]]

    def validate(self, extra_validators: Any = None) -> bool:
        """A finding says what was found."""
        fine = super().validate(extra_validators)
        for key, note in self.points:
            if key.data == Seen.FINDING and not (note.data or "").strip():
                note.errors = [*note.errors, "Say what you found"]
                fine = False
        return fine

    def miss_photos(self) -> None:
        """A page shown again has lost the files that were chosen: no browser keeps them."""
        if any(file and file.filename for file in self.photos.data or ()):
            self.photos.errors = [*self.photos.errors, "Choose the photos again: they were not kept"]


def build_form(stop: Stop) -> ObservationForm:
    """Filled with what was written down."""
    made: dict[str, Any] = {}
    data: dict[str, Any] = {"version": 0, "text": ""}
    if stop.observation:
        data |= {"version": stop.observation.version, "text": stop.observation.text}
    for number, check in enumerate(stop.checks):
        made[f"seen_{number}"] = RadioField(check, choices=Seen.choices(), validate_choice=False)
        made[f"note_{number}"] = TextAreaField("Note", within(LONGEST), render_kw={"params": {"attributes": {"rows": 2}}})
        known = stop.seen.get(check, {})
        data |= {f"seen_{number}": known.get("seen"), f"note_{number}": known.get("note", "")}
    form: ObservationForm = type("StopForm", (ObservationForm,), made)(data=data)
    form.points = [(form[f"seen_{number}"], form[f"note_{number}"]) for number in range(len(stop.checks))]
    return form


def checked(stop: Stop, form: ObservationForm) -> list[Checked]:
    """The points of which a key is pressed."""
    pressed = zip(stop.checks, form.points, strict=True)
    return [Checked(check, Seen(key.data), (note.data or "").strip()) for check, (key, note) in pressed if key.data in set(Seen)]


def stored_fields(stop: Stop, form: ObservationForm) -> Mapping[str, object]:
    """What is stored, by the name of the field; photos are only ever added."""
    stored: dict[str, object] = {"text": stop.observation.text if stop.observation else "", "photos": form.photos.data}
    for number, check in enumerate(stop.checks):
        known = stop.seen.get(check, {})
        stored |= {f"seen_{number}": known.get("seen"), f"note_{number}": known.get("note", "")}
    return stored
