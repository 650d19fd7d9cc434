"""Applications of the business: begin one, see how far it has come, take it back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts import policy as people
from app.accounts.models import Membership
from app.accounts.words import MembershipRole
from app.applications import policy, queries, service
from app.applications.models import Application
from app.applications.questionnaire import self_assessment
from app.applications.states import OPEN, WITH_TRADER
from app.core import once
from app.core.errors import Invalid, allow
from app.extensions import db, transaction
from app.programme.words import AuthorisationType
from app.web.fields import SelectMultipleField, TextAreaField
from app.web.forms import CreateForm, Form
from app.web.lengths import Length
from app.web.operator import operator
from app.web.operator.task_list import counted, next_question, panel, steps


class StartForm(CreateForm):
    """What the business asks for."""

    types = SelectMultipleField(
        "What do you apply for?", choices=[(kind.value, f"{kind.code}: {kind.label}") for kind in AuthorisationType]
    )


class WithdrawForm(Form):
    reason = TextAreaField("Why, if you like to say", [Length(max=2_000)], render_kw={"params": {"rows": 3}})


def find_application(application_id: UUID) -> Application:
    """With all that its questions rest on."""
    mine = queries.whole(current_user.user, application_id).where(Application.operator_id == g.membership.operator_id)
    return db.session.scalars(mine).one()


def find_to_work_on(application_id: UUID) -> Application:
    """One that is with the trader, for somebody who works on it."""
    application = find_application(application_id)
    allow(policy.can_work_on(current_user.user, application), "You may read this application, but not work on it.")
    if application.state not in WITH_TRADER:
        raise service.WithCustoms
    return application


def signatories() -> list[str]:
    """Who could sign for the business, by name."""
    mine = people.visible_to(current_user.user).where(Membership.operator_id == g.membership.operator_id)
    found = db.session.scalars(mine.where(Membership.role == MembershipRole.SIGNATORY).join(Membership.user))
    return sorted(one.user.name for one in found if one.is_current)


@operator.get("/applications")
def list_applications() -> str:
    user = current_user.user
    found = db.session.scalars(queries.of_operator(user, g.membership.operator_id)).all()
    may_start = policy.can_start(user, g.membership.operator_id) and not any(one.state in OPEN for one in found)
    return render_template("operator/applications/list.html", applications=found, may_start=may_start)


@operator.route("/applications/new", methods=["GET", "POST"])
def start_application() -> ResponseReturnValue:
    business, form = g.membership.operator, StartForm()
    allow(policy.can_start(current_user.user, business.id), "Only a signatory or an administrator may begin an application.")
    if form.validate_on_submit():
        try:
            with transaction() as session:
                begun = service.start(session, business, by=current_user.user, types=form.types.data)
                location = url_for(".show_application", application_id=begun.id)
                once.take(session, form.form_id.data, location)
        except (Invalid, service.OpenAlready) as error:
            form.refuse(error)
        else:
            flash("The application is begun. Nobody but your business sees it until it is sent.")
            return redirect(location, 303)
    return render_template("operator/applications/start.html", form=form, described=bool(business.roles))


@operator.get("/applications/<uuid:application_id>")
def show_application(application_id: UUID) -> str:
    """The task list while it is with the trader; afterwards what was sent and what came of it."""
    application = find_application(application_id)
    if application.state not in WITH_TRADER:
        return render_template("operator/applications/sent.html", application=application, may=rights(application))
    assessment = self_assessment(application)
    return render_template(
        "operator/applications/task_list.html",
        application=application,
        assessment=assessment,
        steps=steps(assessment, current_user.user, signatories()),
        counted=counted(assessment.progress),
        panel=panel(assessment),
        next=next_question(assessment, current_user.user),
        may=rights(application),
    )


def rights(application: Application) -> dict[str, bool]:
    user = current_user.user
    return {
        "work": policy.can_work_on(user, application),
        "withdraw": policy.can_withdraw(user, application) and application.state in OPEN,
    }


@operator.route("/applications/<uuid:application_id>/withdraw", methods=["GET", "POST"])
def withdraw_application(application_id: UUID) -> ResponseReturnValue:
    application, form = find_application(application_id), WithdrawForm()
    allow(policy.can_withdraw(current_user.user, application), "Only a signatory may withdraw an application.")
    if form.validate_on_submit():
        with transaction() as session:
            service.withdraw(session, application, by=current_user.user, reason=form.reason.data or "")
        flash(f"Application {application.reference} is withdrawn.")
        return redirect(url_for(".list_applications"), 303)
    return render_template("operator/applications/withdraw.html", application=application, form=form)
