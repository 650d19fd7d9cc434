"""Requests for information: what was asked, what came back, what is asked next."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.validators import InputRequired

from app.applications import policy, service
from app.applications.models import Application, Request
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.applications.states import State
from app.assessment import progress, queries
from app.core import clock, once
from app.core.errors import Invalid, WrongState, allow
from app.extensions import db, transaction
from app.programme.rules import rules
from app.web.fields import DateField, TextAreaField
from app.web.forms import CreateForm, Form
from app.web.officer import officer
from app.web.officer.found import find_case_with_answers, find_case_with_requests
from app.web.officer.heads import case_head
from app.web.officer.look import box, group, needed
from app.web.officer.reading import Reading, files_of, read

USUAL = timedelta(days=14)


class PeriodForm(CreateForm):
    """By when the trader answers."""

    due_on = DateField("Answer by", [InputRequired("Enter the day by which you need the answer")], render_kw=group("Answer by"))

    @property
    def day(self) -> date:
        return self.due_on.data or clock.today()


class AskForm(PeriodForm):
    """What to ask."""

    text = TextAreaField(
        "What do you want to know?",
        needed("Write what you want to know"),
        description="The trader reads it as you write it",
        render_kw=box(rows=6),
    )


def usual_day() -> date:
    """By when, if the officer says nothing else."""
    return min(clock.today() + USUAL, service.latest_due())


def during_assessment(application: Application) -> None:
    """Asked before the page is shown; once it is sent the verb asks, and nothing typed is lost."""
    allow(policy.can_ask(current_user.user))
    if request.method == "GET" and application.state is not State.UNDER_ASSESSMENT:
        raise WrongState(f"{application.state.label}: information is asked for during the assessment.")


def find_request(request_id: UUID) -> Request:
    return db.session.scalars(queries.request_of(current_user.user, request_id)).one()


@officer.get("/cases/<uuid:application_id>/requests")
def list_requests(application_id: UUID) -> str:
    application = find_case_with_requests(application_id)
    return render_template(
        "officer/requests/list.html",
        application=application,
        head=case_head(application, "Requests"),
        collected=len(progress.of(db.session, application).to_ask),
        requests=sorted(application.requests, key=lambda one: -one.number),
        files=files_of(application.requests),
        form=Form(),
        may_ask=policy.can_ask(current_user.user),
    )


@officer.route("/cases/<uuid:application_id>/requests/new", methods=["GET", "POST"])
def ask_request(application_id: UUID) -> ResponseReturnValue:
    application = find_case_with_answers(application_id)
    during_assessment(application)
    form = AskForm(data={"due_on": usual_day()})
    overtaken = ""
    if form.validate_on_submit():
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, next_page(application))
                service.ask(
                    session,
                    application,
                    by=current_user.user,
                    text=form.text.data,
                    due_on=form.day,
                    keys=request.args.getlist("key"),
                )
        except Invalid as error:
            form.refuse(error)
        except WrongState as error:
            overtaken = str(error)
        else:
            flash("The trader is asked. The period you set is added to the clock.")
            return redirect(next_page(application), 303)
    page = render_template(
        "officer/requests/ask.html",
        application=application,
        head=case_head(application, "Requests"),
        about=about(application),
        form=form,
        overtaken=overtaken,
        back=next_page(application),
        at_most=rules().days.request_at_most,
    )
    return page, 409 if overtaken else 200


def about(application: Application) -> Reading | None:
    """The question it is about, with its answer."""
    key = request.args.get("key")
    if key is None:
        return None
    assessment: SelfAssessment = self_assessment(application)
    return read(assessment, assessment.asked(key))


def next_page(application: Application) -> str:
    """Back to the bench if the officer came from there, at the next criterion; else to the list."""
    after, place = request.args.get("after"), request.args.get("place")
    if after:
        return url_for(".rate_next_criterion", application_id=application.id, after=after, place=place)
    return url_for(".list_requests", application_id=application.id)


@officer.post("/requests/<uuid:request_id>/withdraw")
def withdraw_request(request_id: UUID) -> ResponseReturnValue:
    found = find_request(request_id)
    with transaction() as session:
        service.withdraw_request(session, found, by=current_user.user)
    flash(f"Request {found.number} is withdrawn. It adds nothing to the clock any more.")
    return redirect(url_for(".list_requests", application_id=found.application_id), 303)


@officer.post("/requests/<uuid:request_id>/settle")
def settle_request(request_id: UUID) -> ResponseReturnValue:
    """Read: off the desk."""
    found = find_request(request_id)
    with transaction() as session:
        service.settle(session, found, by=current_user.user)
    flash(f"The answer to request {found.number} is off the desk.")
    return redirect(url_for(".list_requests", application_id=found.application_id), 303)
