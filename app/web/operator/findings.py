"""Findings about the business, and what it does about them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError
from wtforms.validators import InputRequired

from app.alerts.todo import UPHELD
from app.compliance.against import last_disputes
from app.core import clock, once
from app.core.errors import Invalid, WrongState
from app.extensions import db, transaction
from app.findings import policy, queries, service
from app.findings.models import CorrectiveAction, Finding
from app.findings.states import ActionState, State
from app.web.fields import TextAreaField
from app.web.lengths import Length
from app.web.operator import operator
from app.web.operator.business_forms import box
from app.web.operator.enclosing import EnclosingForm, enclosed, enclosures

LONGEST = 20_000


class ReportForm(EnclosingForm):
    reply = TextAreaField(
        "What did you do?",
        [InputRequired("Say what you did"), Length(max=LONGEST, message=f"Write at most {LONGEST:,} characters")],
        render_kw=box(rows=6),
    )


def find_finding(finding_id: UUID) -> Finding:
    mine = queries.of_operator(current_user.user, g.membership.operator_id)
    return db.session.scalars(mine.where(Finding.id == finding_id)).one()


def find_action(action_id: UUID) -> CorrectiveAction:
    mine = queries.action(current_user.user, action_id).where(CorrectiveAction.operator_id == g.membership.operator_id)
    return db.session.scalars(mine.options(joinedload(CorrectiveAction.finding))).one()


def may_report(action: CorrectiveAction) -> bool:
    return action.state is ActionState.ASKED and policy.can_report(current_user.user, action)


@operator.get("/findings")
def list_findings() -> str:
    """Open ones first; of these the most urgent."""
    found = db.session.scalars(queries.of_operator(current_user.user, g.membership.operator_id)).all()
    open_ = sorted((one for one in found if one.state is State.OPEN), key=urgency)
    closed = [one for one in found if one.state is State.CLOSED]
    return render_template("operator/findings/list.html", open=open_, closed=closed, today=clock.today(), **disputed())


def disputed() -> dict[str, Any]:
    """What became of the disputes about actions."""
    return {"disputes": last_disputes(db.session, current_user.user, g.membership.operator_id), "upheld": UPHELD}


def urgency(finding: Finding) -> tuple[bool, str]:
    days = [action.due_on.isoformat() for action in finding.actions if action.state is ActionState.ASKED]
    return not days, min(days, default=finding.reference)


@operator.get("/findings/<uuid:finding_id>")
def show_finding(finding_id: UUID) -> str:
    finding = find_finding(finding_id)
    files = enclosures([action.id for action in finding.actions])
    page = {"finding": finding, "files": files, "may_report": may_report, "today": clock.today()}
    return render_template("operator/findings/show.html", **page, **disputed())


@operator.route("/actions/<uuid:action_id>", methods=["GET", "POST"])
def report_action(action_id: UUID) -> ResponseReturnValue:
    """Say that it is done; from here on customs has the ball."""
    action, form = find_action(action_id), ReportForm()
    there = url_for(".show_finding", finding_id=action.finding_id)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, there)
                documents = enclosed(session, form)
                service.report_done(session, action, by=current_user.user, reply=form.reply.data, documents=documents)
        except Invalid as error:
            form.refuse(error)
        except (WrongState, StaleDataError):
            return show_action(find_action(action_id), form, unsent=form.reply.data), 409
        else:
            flash("Reported as done. Customs checks it and tells you.")
            return redirect(there, 303)
    return show_action(action, form)


def show_action(action: CorrectiveAction, form: ReportForm, unsent: str = "") -> str:
    open_ = may_report(action)
    if open_:
        form.offer()
    files = enclosures([action.id]).get(action.id, [])
    page = {"action": action, "finding": action.finding, "files": files, "unsent": unsent, "today": clock.today()}
    return render_template("operator/findings/report.html", form=form if open_ else None, **page, **disputed())
