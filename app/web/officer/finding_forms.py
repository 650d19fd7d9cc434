"""The forms of findings: shape only."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms.validators import InputRequired, Optional

from app.applications.models import Application
from app.assessment.progress import to_rate
from app.core import clock
from app.findings.service import Wanting
from app.findings.states import Grade
from app.programme.words import Domain
from app.web.fields import DateField, RadioField, SelectField, StringField, TextAreaField
from app.web.forms import CreateForm, Form
from app.web.officer.look import KEYS_IN_A_ROW, box, group, needed, within


class FindingForm(CreateForm):
    """What was found, and what has to be done about it."""

    criterion = SelectField("Criterion", [InputRequired("Choose a criterion")], render_kw=box("govuk-!-width-full"))
    grade = RadioField(
        "How serious",
        [InputRequired("Choose how serious it is")],
        choices=Grade.choices(),
        render_kw=group("How serious", KEYS_IN_A_ROW, hint=None),
    )
    domain = RadioField(
        "Which figure it touches",
        [InputRequired("Choose a figure")],
        choices=Domain.choices(),
        render_kw=group("Which figure it touches", KEYS_IN_A_ROW, hint=None),
    )
    text = TextAreaField("What was found", needed("Write what was found"), render_kw=box(rows=5))
    action = TextAreaField(
        "What has to be done about it",
        within(),
        description="May stay empty for an observation only",
        render_kw=box(rows=4),
    )
    owner = StringField("Who does it (optional)", within(200), description="A person or a post of the business", render_kw=box())
    due_on = DateField("By when", [Optional()], render_kw=group("By when"))

    def offer(self, application: Application) -> None:
        """The criteria that apply to the applicant, and the one the officer came from."""
        applying = {code for code, _ in to_rate(application)} | {self.criterion.data}
        criteria = [one for one in application.edition.catalogue.criteria if one.code in applying]
        self.criterion.choices = [("", "Choose a criterion"), *((one.code, f"{one.code} {one.title}") for one in criteria)]

    def validate(self, extra_validators: Any = None) -> bool:
        """But for an observation, the trader is told what to do."""
        fine = super().validate(extra_validators)
        if self.grade.data in {Grade.MAJOR, Grade.MINOR} and not (self.action.data or "").strip():
            self.action.errors = [*self.action.errors, "Say what has to be done about it"]
            return False
        return fine

    @property
    def wanting(self) -> Wanting:
        return Wanting(
            criterion=self.criterion.data,
            domain=Domain(self.domain.data),
            grade=Grade(self.grade.data),
            text=self.text.data.strip(),
            action=(self.action.data or "").strip(),
            owner=(self.owner.data or "").strip(),
            due_on=self.due_on.data,
        )


class RefusalForm(Form):
    """Why what was done is not sufficient, and until when it has to be."""

    reason = TextAreaField(
        "What is still missing",
        needed("Say what is still missing"),
        description="The trader reads it as you write it",
        render_kw=box(rows=4),
    )
    due_on = DateField("New day", [InputRequired("Enter the new day")], render_kw=group("New day"))

    @property
    def day(self) -> date:
        return self.due_on.data or clock.today()
