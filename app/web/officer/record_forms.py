"""The forms of the compliance record: shape only."""

from __future__ import annotations

from wtforms.validators import InputRequired

from app.compliance.service import Account
from app.compliance.words import Severity
from app.core import clock
from app.programme.words import Domain
from app.web.fields import BooleanField, DateField, RadioField, SelectMultipleField, StringField, TextAreaField
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
    cause = StringField(
        "Number of the affair (optional)",
        within(100),
        description="The number of an incident, where both are one affair: it then counts once",
        render_kw=box("govuk-!-width-one-third"),
    )

    @property
    def account(self) -> Account:
        return Account(
            decided_on=self.decided_on.data or clock.today(),
            severity=Severity(self.severity.data),
            domains=[Domain(one) for one in self.domains.data],
            description=(self.description.data or "").strip(),
            legal_basis=(self.legal_basis.data or "").strip(),
            disclosed=bool(self.disclosed.data),
            cause=(self.cause.data or "").strip() or None,
        )


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
