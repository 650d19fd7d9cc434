"""Whether an application is accepted, returned for what is missing, or not accepted."""

from __future__ import annotations

from collections.abc import Callable
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
from app.extensions import transaction
from app.programme.rules import rules
from app.web.fields import TextAreaField
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.found import find_case
from app.web.officer.heads import case_head
from app.web.officer.look import box, needed


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
    """Ask, then do it. What a colleague did meanwhile is shown beside what was typed."""
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
            overtaken = application.state.label
        else:
            flash(done)
            return redirect(there, 303)
    elif request.method == "GET":
        LIFECYCLE.step(application.state, then)  # a page for what is no longer possible is not shown
    page = render_template(
        template,
        application=application,
        head=case_head(application, "Overview"),
        form=form,
        back=there,
        overtaken=overtaken,
        then=then,
        starts_on=service.starts_on(application),
        today=clock.today(),
        days=rules().days,
    )
    return page, 409 if overtaken else 200
