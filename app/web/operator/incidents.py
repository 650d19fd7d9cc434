"""Security incidents, told to customs by the business."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import joinedload
from wtforms.validators import InputRequired

from app.core import clock, once
from app.core.errors import Invalid, allow
from app.extensions import db, transaction
from app.monitoring import policy, queries, service
from app.monitoring.models import Incident
from app.monitoring.service import Account
from app.monitoring.states import IncidentType
from app.operators import queries as operators
from app.operators.models import Operator
from app.programme.rules import rules
from app.programme.words import Mode
from app.web.fields import DateField, RadioField, SelectField, StringField, TextAreaField
from app.web.forms import CreateForm
from app.web.lengths import Length
from app.web.operator import operator
from app.web.operator.business_forms import box, group
from app.web.operator.enclosing import EnclosingForm, enclosed, enclosures

LONGEST = 10_000
ELSEWHERE, NO_MODE = "", ""
HOUR = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?h?")


def needed_text(what: str) -> list[Any]:
    return [InputRequired(f"Say {what}"), Length(max=LONGEST, message=f"Write at most {LONGEST:,} characters")]


class IncidentForm(CreateForm):
    """What happened, as far as it is known. Sent twice, it is reported once."""

    what = RadioField(
        "What is it?", [InputRequired("Choose what it is")], choices=IncidentType.choices(), render_kw=group("What is it?")
    )
    day = DateField(
        "Which day?", [InputRequired("Enter the day")], description="For example 27 3 2026", render_kw=group("Which day?")
    )
    hour = StringField(
        "At about what time?",
        [InputRequired("Enter the time, like 14:30")],
        render_kw=box("govuk-input--width-5", inputmode="text"),
    )
    site = SelectField("At which of your sites?", render_kw=box())
    place = StringField(
        "Where exactly?",
        [Length(max=300, message="Write at most 300 characters")],
        description="For example gate 2, or the road and town if it was on the way",
        render_kw=box(),
    )
    mode = SelectField("On which mode of transport?", render_kw=box())
    goods = StringField(
        "Which goods or units?",
        [Length(max=1_000, message="Write at most 1,000 characters")],
        description="Kind of goods, container and seal numbers, declarations",
        render_kw=box(spellcheck=True),
    )
    description = TextAreaField("What happened?", needed_text("what happened"), render_kw=box(rows=5, spellcheck=True))
    consequences = TextAreaField(
        "What are the consequences?",
        needed_text("what the consequences are, or that there are none so far"),
        description="What is missing, damaged or in danger, and whether it goes on",
        render_kw=box(rows=3, spellcheck=True),
    )
    measures = TextAreaField(
        "What have you done about it?",
        needed_text("what you have done about it, or that nothing is done yet"),
        description="And what you will do next. Whom you have told: police, carrier, insurer",
        render_kw=box(rows=3, spellcheck=True),
    )

    def __init__(self, business: Operator, *values: Any, **more: Any) -> None:
        super().__init__(*values, **more)
        sites = [(str(site.id), f"{site.name}, {site.city}") for site in business.open_sites]
        self.hour.description = f"In {rules().time_zone}. If you do not know, when it was noticed"
        self.site.choices = [(ELSEWHERE, "Somewhere else, on the way"), *sites]
        self.mode.choices = [(NO_MODE, "Not on the move, or not known"), *Mode.choices()]

    def account(self, business: Operator) -> Account:
        """In the words of the programme; what cannot be is refused at its field."""
        site = next((one for one in business.open_sites if str(one.id) == self.site.data), None)
        place = (self.place.data or "").strip()
        if not place and site is None:
            raise Invalid("Say where it was, or choose one of your sites", "place")
        return Account(
            what=IncidentType(self.what.data),
            occurred_at=moment(self.day.data, self.hour.data),
            place=place or f"{site.name}, {site.city}" if site else place,
            description=self.description.data.strip(),
            consequences=self.consequences.data.strip(),
            measures=self.measures.data.strip(),
            goods=(self.goods.data or "").strip(),
            mode=Mode(self.mode.data) if self.mode.data else None,
            site_id=site.id if site else None,
        )


def moment(day: date | None, hour: str | None) -> datetime:
    """A day and an hour of the programme's zone, as people write them: 14:30, 14.30, 1430, 9."""
    return datetime.combine(day or clock.today(), read_hour(hour or ""), clock.zone()).astimezone(UTC)


def read_hour(text: str) -> time:
    found = HOUR.fullmatch(text.strip())
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else time(99)
    except ValueError:
        raise Invalid("Write the time like 14:30", "hour") from None


def find_business() -> Operator:
    return db.session.scalars(operators.whole(current_user.user, g.membership.operator_id)).one()


@operator.get("/incidents")
def list_incidents() -> str:
    mine = policy.visible_to(current_user.user).where(Incident.operator_id == g.membership.operator_id)
    found = db.session.scalars(mine.order_by(Incident.reported_at.desc(), Incident.id)).all()
    may_report = policy.can_report(current_user.user, g.membership.operator_id)
    return render_template(
        "operator/incidents/list.html", incidents=found, may_report=may_report, telephone=rules().night_telephone
    )


@operator.route("/incidents/new", methods=["GET", "POST"])
def report_incident() -> ResponseReturnValue:
    allow(
        policy.can_report(current_user.user, g.membership.operator_id),
        "You may read incidents, but not report one: ask a colleague.",
    )
    business = find_business()
    form = IncidentForm(business, day=clock.today())
    if form.validate_on_submit():
        try:
            with transaction() as session:
                incident = service.report(session, business, form.account(business), by=current_user.user)
                there = url_for(".show_incident", incident_id=incident.id)
                once.take(session, form.form_id.data, there)
                reference = incident.reference
        except Invalid as error:
            form.refuse(Invalid(str(error), "day") if error.field == "occurred_at" else error)
        else:
            flash(f"Customs has your report. Its number is {reference}.")
            return redirect(there, 303)
    return render_template("operator/incidents/report.html", form=form, telephone=rules().night_telephone)


class AddForm(EnclosingForm):
    text = TextAreaField(
        "What have you learnt since?", needed_text("what you have learnt since"), render_kw=box(rows=5, spellcheck=True)
    )


def find_incident(incident_id: UUID) -> Incident:
    mine = policy.visible_to(current_user.user).where(Incident.operator_id == g.membership.operator_id)
    known = (joinedload(Incident.site), joinedload(Incident.reported_by))
    return db.session.scalars(mine.where(Incident.id == incident_id).options(*known)).one()


@operator.route("/incidents/<uuid:incident_id>", methods=["GET", "POST"])
def show_incident(incident_id: UUID) -> ResponseReturnValue:
    """The report as it was sent, and what was added to it."""
    incident, form = find_incident(incident_id), AddForm()
    here = url_for(".show_incident", incident_id=incident_id)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, here)
                service.add_to(session, incident, by=current_user.user, text=form.text.data, documents=enclosed(session, form))
        except Invalid as error:
            form.refuse(error)
        else:
            flash("Customs has what you added.")
            return redirect(here, 303)
    return show(incident, form)


def show(incident: Incident, form: AddForm) -> str:
    may_add = policy.can_report(current_user.user, incident.operator_id)
    if may_add:
        form.offer()
    return render_template(
        "operator/incidents/show.html",
        incident=incident,
        additions=queries.additions(db.session, incident),
        files=enclosures([incident.id]).get(incident.id, []),
        form=form if may_add else None,
    )
