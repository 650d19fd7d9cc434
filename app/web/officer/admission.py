"""Whether an application is accepted, returned for what is missing, or not accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.applications import policy, service
from app.applications.models import Application
from app.applications.states import LIFECYCLE, State
from app.core import clock, once
from app.core.errors import Invalid, WrongState, allow
from app.desk import past
from app.extensions import db, transaction
from app.history.kinds import Kind as Happened
from app.history.models import Event
from app.programme.rules import rules
from app.web.fields import TextAreaField
from app.web.formats import moment
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.found import find_case
from app.web.officer.heads import case_head
from app.web.officer.look import box, needed

ANSWERED = {
    Happened.APPLICATION_ACCEPTED: "accepted the application",
    Happened.APPLICATION_RETURNED: "returned the application",
    Happened.APPLICATION_NOT_ACCEPTED: "did not accept the application",
    Happened.APPLICATION_WITHDRAWN: "withdrew the application",
}


class AcceptForm(CreateForm):
    """Nothing to fill in."""


class ReturnForm(CreateForm):
    missing = TextAreaField(
        "What is missing, and what the trader has to do",
        needed("Say what is missing, and what the trader has to do"),
        description="The trader reads it as you write it. Name everything: it can be asked for once.",
        render_kw=box(rows=8),
    )


class NotAcceptForm(CreateForm):
    reason = TextAreaField(
        "Reason",
        needed("Write the reason: the trader reads it"),
        description="For example: the business is not established here, or another authority is competent.",
        render_kw=box(rows=6),
    )


@officer.route("/cases/<uuid:application_id>/accept", methods=["GET", "POST"])
def accept_case(application_id: UUID) -> ResponseReturnValue:
    application, form = find_case(application_id), AcceptForm()
    done = "The application is accepted. The clock runs, and the trader is told."
    return answer(application, form, State.UNDER_ASSESSMENT, "officer/cases/accept.html", service.accept, done)


@officer.route("/cases/<uuid:application_id>/return", methods=["GET", "POST"])
def return_case(application_id: UUID) -> ResponseReturnValue:
    application, form = find_case(application_id), ReturnForm()
    facts = {"missing": form.missing.data}
    done = "The application is returned. The trader is told what is missing, and by when to send it."
    return answer(application, form, State.RETURNED, "officer/cases/return.html", service.send_back, done, **facts)


@officer.route("/cases/<uuid:application_id>/not-accept", methods=["GET", "POST"])
def not_accept_case(application_id: UUID) -> ResponseReturnValue:
    application, form = find_case(application_id), NotAcceptForm()
    facts = {"reason": form.reason.data}
    done = "The application is not accepted. The trader reads the reason."
    return answer(application, form, State.NOT_ACCEPTED, "officer/cases/not_accept.html", service.not_accept, done, **facts)


def answer(
    application: Application,
    form: CreateForm,
    then: State,
    template: str,
    verb: Callable[..., None],
    done: str,
    **facts: Any,
) -> ResponseReturnValue:
    """Ask, then do it. What a colleague did meanwhile is said, and what was typed is shown beside it."""
    allow(policy.can_admit(current_user.user))
    there, overtaken = url_for(".show_case", application_id=application.id), ""
    if form.validate_on_submit():
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, there)
                verb(session, application, by=current_user.user, **facts)
        except Invalid as error:
            form.refuse(error)
        except WrongState:
            overtaken = answered_by(application)
        else:
            flash(done)
            return redirect(there, 303)
    elif request.method == "GET" and not LIFECYCLE.allows(application.state, then):
        overtaken = answered_by(application)
    if overtaken and not any(facts.values()):
        flash(overtaken, "warning")
        return redirect(there, 303)
    page = render_template(
        template,
        application=application,
        head=case_head(application, "Overview"),
        form=form,
        back=there,
        overtaken=overtaken,
        starts_on=service.starts_on(application),
        decide_by=service.starts_on(application) + timedelta(days=rules().days.decide),
        today=clock.today(),
        days=rules().days,
    )
    return page, 409 if overtaken else 200


def answered_by(application: Application) -> str:
    """Who did what with it, and when."""
    told = past.of_case(current_user.user, application.id).where(Event.kind.in_(ANSWERED)).limit(1)
    found = db.session.execute(told).first()
    if found is None:
        return f"The application has moved on: {application.state.label.lower()}."
    event, name, _ = found
    who = "You" if event.by_id == current_user.user.id else name
    return f"{who} {ANSWERED[event.kind]} on {moment(event.at)}. Nothing more was done."
