"""How the fields of officers' forms look, what they ask of a text, and whether their page has grown old."""

from __future__ import annotations

from typing import Any

from wtforms.validators import InputRequired

from app.web.forms import EditForm
from app.web.lengths import Length

LONGEST = 50_000
BOXES, KEYS, KEYS_IN_A_ROW = "govuk-checkboxes--small", "govuk-radios--small", "govuk-radios--small govuk-radios--inline"


def box(classes: str = "", **params: Any) -> dict[str, Any]:
    """A label in bold over one box."""
    return {"params": {"classes": classes, "spellcheck": True, "label": {"classes": "govuk-label--s"}} | params}


def group(label: str, classes: str = "", **params: Any) -> dict[str, Any]:
    """The same for boxes and buttons to choose from."""
    legend = {"text": label, "classes": "govuk-fieldset__legend--s"}
    return {"params": {"classes": classes, "fieldset": {"legend": legend}} | params}


def within(longest: int = LONGEST) -> list[Any]:
    return [Length(max=longest, message=f"Write at most {longest:,} characters")]


def needed(message: str, longest: int = LONGEST) -> list[Any]:
    return [InputRequired(message), *within(longest)]


def is_overtaken(form: EditForm, version: int) -> bool:
    """Whether something happened since the page was opened. The form then carries the version of now: sent again, it counts."""
    overtaken = form.is_submitted() and form.version.data not in (None, version)
    if overtaken:
        form.version.data, form.version.raw_data = version, None
    return bool(overtaken)
