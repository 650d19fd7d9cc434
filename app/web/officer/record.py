"""The compliance record of a business: what officers put on it and take off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session, joinedload

from app.compliance import policy, service
from app.compliance.against import disputes_of
from app.compliance.models import Infringement, SolvencyAlert
from app.compliance.states import InfringementState
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.extensions import db
from app.history.models import Event
from app.operators.models import Operator
from app.operators.policy import visible_to as operators_visible_to
from app.outcomes.queries import checked_on, errors_of
from app.programme.words import Role
from app.risk.queries import errors_since
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.acting import first_sending, sent
from app.web.officer.heads import operator_head
from app.web.officer.record_forms import AlertForm, BecauseForm, InfringementForm

PutOn = Callable[[Session, Operator], object]

NOT_YOURS = "Case officers and auditors keep the record."


def find_operator(operator_id: UUID) -> Operator:
    return db.session.scalars(operators_visible_to(current_user.user).where(Operator.id == operator_id)).one()


def counting(operator_id: UUID) -> list[Event]:
    """The errors of checks that still count."""
    return errors_of(db.session, operator_id, since=errors_since(db.session))


@officer.get("/operators/<uuid:operator_id>/record")
def show_record(operator_id: UUID) -> str:
    user, operator = current_user.user, find_operator(operator_id)
    decided = policy.visible_to(user).where(Infringement.operator_id == operator_id).options(joinedload(Infringement.check))
    alerts = policy.alerts_visible_to(user).where(SolvencyAlert.operator_id == operator_id)
    disputes = db.session.scalars(disputes_of(user, operator_id)).all()
    infringements = db.session.scalars(decided.order_by(Infringement.decided_on.desc(), Infringement.reference)).all()
    return render_template(
        "officer/record/show.html",
        operator=operator,
        head=operator_head(operator, "Record"),
        infringements=infringements,
        of_check={one.check_id: one.reference for one in infringements if one.state is InfringementState.RECORDED},
        alerts=db.session.scalars(alerts.order_by(SolvencyAlert.since.desc(), SolvencyAlert.reference)).all(),
        errors=[(one, Role(one.facts["as"]).label, checked_on(one)) for one in counting(operator_id)],
        disputes=disputes,
        disputed={one.about_id: one for one in disputes},
        may_record=policy.can_record(user),
    )


@officer.route("/operators/<uuid:operator_id>/infringements/new", methods=["GET", "POST"])
def record_infringement(operator_id: UUID) -> ResponseReturnValue:
    """A final decision: it counts at once, and the business is told."""
    form = InfringementForm()
    form.offer(counting(operator_id))

    def act(session: Session, operator: Operator) -> object:
        return service.record_infringement(session, operator, form.account, by=current_user.user)

    done = "The decision is on record. The business is told, and its credit is computed anew."
    return put_on(operator_id, form, act, "infringement", done)


@officer.route("/operators/<uuid:operator_id>/solvency-alerts/new", methods=["GET", "POST"])
def confirm_solvency_alert(operator_id: UUID) -> ResponseReturnValue:
    form, done = AlertForm(), "The alert is confirmed. The business is told, and its credit is computed anew."

    def act(session: Session, operator: Operator) -> object:
        since, told = form.since.data or clock.today(), form.description.data or ""
        return service.confirm_alert(session, operator, by=current_user.user, since=since, description=told)

    return put_on(operator_id, form, act, "alert", done)


def put_on(operator_id: UUID, form: CreateForm, act: PutOn, page: str, done: str) -> ResponseReturnValue:
    first_sending()
    operator, there = find_operator(operator_id), url_for(".show_record", operator_id=operator_id)
    allow(policy.can_record(current_user.user), NOT_YOURS)
    shown = {"form": form, "head": operator_head(operator, "Record"), "back": there}
    answer = sent(form, there, lambda session: act(session, operator), done, refused=(Invalid, WrongState))
    return answer or render_template(f"officer/record/{page}.html", **shown)


@officer.route("/infringements/<uuid:infringement_id>/withdraw", methods=["GET", "POST"])
def withdraw_infringement(infringement_id: UUID) -> ResponseReturnValue:
    one = find(policy.visible_to(current_user.user), Infringement, infringement_id)
    effects = ["it counts in the credit no more", "the record keeps that it was there, and why it was withdrawn"]
    return take_off(one, service.withdraw, f"Withdraw {one.reference}", effects, "Withdraw", "The infringement is withdrawn.")


@officer.route("/solvency-alerts/<uuid:alert_id>/lift", methods=["GET", "POST"])
def lift_solvency_alert(alert_id: UUID) -> ResponseReturnValue:
    one = find(policy.alerts_visible_to(current_user.user), SolvencyAlert, alert_id)
    effects = ["it counts in the credit no more", "another alert may be confirmed later"]
    return take_off(one, service.lift, f"Lift the alert {one.reference}", effects, "Lift the alert", "The alert is lifted.")


def find(visible: Any, model: Any, about_id: UUID) -> Any:
    return db.session.scalars(visible.where(model.id == about_id).options(joinedload(model.operator))).one()


def take_off(one: Any, verb: Any, title: str, effects: list[str], button: str, done: str) -> ResponseReturnValue:
    """Ask before it is done, with the reason that the business reads."""
    first_sending()
    form, there, by = BecauseForm(), url_for(".show_record", operator_id=one.operator_id), current_user.user
    allow(policy.can_record(by), NOT_YOURS)
    asked = {"title": title, "effects": effects, "button": button}
    answer = sent(form, there, lambda session: verb(session, one, by=by, because=form.because.data or ""), done)
    return answer or render_template("officer/record/take_off.html", form=form, one=one, back=there, **asked)
