"""The bar at the bottom of the bench, and what a colleague put in place meanwhile."""

from __future__ import annotations

from typing import Any

from wtforms.validators import InputRequired

from app.assessment.models import Rating
from app.assessment.service import Judgement
from app.criteria.words import Result
from app.web.fields import BooleanField, RadioField, TextAreaField
from app.web.forms import EditForm
from app.web.officer.look import within
from app.web.stale import Difference, differences

SHORT = {Result.PARTLY: "Partly", Result.NOT_MET: "Not met", Result.ALTERNATIVE: "Other measure"}
SCALE = [(str(number), str(number)) for number in range(1, 6)]


class RatingForm(EditForm):
    """A result with its reason; risk and note are folded away."""

    result = RadioField(
        "Result", [InputRequired("Choose a result")], choices=[(word.value, SHORT.get(word, word.label)) for word in Result]
    )
    reason = TextAreaField("Reason (goes into the report)", within())
    note = TextAreaField("Note for officers (the trader never reads it)", within())
    likelihood = RadioField("How likely it is to go wrong", choices=[("", "–"), *SCALE], default="")
    impact = RadioField("How bad it would be", choices=[("", "–"), *SCALE], default="")
    ask = BooleanField("Ask the trader")
    on_site = BooleanField("Look at on site")

    @property
    def judgement(self) -> Judgement:
        return Judgement(
            result=Result(self.result.data),
            reason=(self.reason.data or "").strip(),
            note=(self.note.data or "").strip(),
            likelihood=int(self.likelihood.data) if self.likelihood.data else None,
            impact=int(self.impact.data) if self.impact.data else None,
            look_on_site=self.on_site.data,
            to_ask=self.ask.data,
        )


def stored(rating: Rating | None) -> dict[str, Any]:
    """A rating as the form shows it."""
    if rating is None:
        return {"version": 0}
    return {
        "version": rating.version,
        "result": rating.result.value,
        "reason": rating.reason,
        "note": rating.note,
        "likelihood": str(rating.likelihood or ""),
        "impact": str(rating.impact or ""),
        "on_site": rating.look_on_site,
        "ask": rating.to_ask,
    }


def overtaken(form: RatingForm, rating: Rating | None) -> list[Difference]:
    """What a colleague put in place since the page was opened."""
    if rating is None:
        return []
    return differences(form, rating, stored(rating))
