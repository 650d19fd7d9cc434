"""The forms of the compliance record: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from app.compliance import affairs
from app.compliance.service import Account
from app.compliance.words import Severity
from app.core import clock
from app.history.models import Event
from app.outcomes.queries import checked_on
from app.programme.words import Domain, Role
from app.web.fields import BooleanField, DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from app.web.formats import day
from app.web.forms import CreateForm
from app.web.officer.acting import ActForm
from app.web.officer.look import BOXES, KEYS, KEYS_IN_A_ROW, box, group, needed, within

READ_BY = "The trader reads it as you write it"


class InfringementForm(CreateForm):
    """A final decision that counts against the business."""

    decided_on = DateField("Day of the decision", [InputRequired("Enter the day")], render_kw=group("Day of the decision"))
    severity = RadioField(
        "How serious",
        [InputRequired("Choose how serious it is")],
        choices=Severity.choices(),
        render_kw=group("How serious", KEYS_IN_A_ROW, hint=None),
    )
    domains = SelectMultipleField(
        "Which figures it touches",
        [InputRequired("Choose at least one figure")],
        choices=Domain.choices(),
        render_kw=group("Which figures it touches", BOXES),
    )
    description = TextAreaField("What was decided", needed("Write what was decided"), description=READ_BY, render_kw=box(rows=5))
    legal_basis = StringField("Legal basis", needed("Enter the legal basis", 500), render_kw=box())
    disclosed = BooleanField("The business disclosed it before a control was announced", render_kw={"params": {"classes": BOXES}})
    check_id = SelectField(
        "Check that found it (optional)",
        choices=[],
        description="The same cause counts once: a minor infringement as the error of the check, a serious one in its place",
        render_kw=box(),
    )
    cause = StringField(
        "Number of the affair (optional)",
        within(affairs.LONGEST),
        description="The number of an incident, where both are one affair: it then counts once",
        render_kw=box("govuk-!-width-one-third"),
    )

    def offer(self, errors: Sequence[Event]) -> None:
        """The errors that count against this business; no field where there is none."""
        if errors:
            self.check_id.choices = [
                SelectChoice("", "None of these"),
                *(SelectChoice(str(one.about_id), told(one)) for one in errors),
            ]
        else:
            del self.check_id

    @property
    def account(self) -> Account:
        return Account(
            decided_on=self.decided_on.data or clock.today(),
            severity=Severity(self.severity.data),
            domains=[Domain(one) for one in self.domains.data],
            description=(self.description.data or "").strip(),
            legal_basis=(self.legal_basis.data or "").strip(),
            disclosed=bool(self.disclosed.data),
            cause=self.cause.data,
            check_id=UUID(self.check_id.data) if "check_id" in self and self.check_id.data else None,
        )


def told(error: Event) -> str:
    """26ZZ000123456789, importer, 5 November 2026"""
    return f"{error.facts['reference']}, {Role(error.facts['as']).label.lower()}, {day(checked_on(error))}"


class AlertForm(CreateForm):
    """Signs that the business may not be able to pay, which an officer has looked into."""

    since = DateField("Since when", [InputRequired("Enter the day")], render_kw=group("Since when"))
    description = TextAreaField("What it rests on", needed("Write what it rests on"), description=READ_BY, render_kw=box(rows=5))


class BecauseForm(CreateForm):
    """Why a fact goes off the record."""

    because = TextAreaField("Why", needed("Write why: the trader reads it"), description=READ_BY, render_kw=box(rows=4))


class SettleForm(ActForm):
    """Who is right, and why."""

    outcome = RadioField(
        "What you decide",
        [InputRequired("Choose one")],
        choices=[("uphold", "The business is right: it does not count"), ("reject", "The fact stands: it counts")],
        render_kw=group("What you decide", KEYS, hint=None),
    )
    answer = TextAreaField("Why", needed("Write why: the trader reads it"), description=READ_BY, render_kw=box(rows=5))
