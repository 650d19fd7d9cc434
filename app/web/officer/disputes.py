"""What businesses dispute, and who of customs settles it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import joinedload

from app.compliance import policy, queries, service
from app.compliance.models import Dispute
from app.compliance.states import DisputeState
from app.compliance.words import Disputable
from app.core.errors import Invalid, allow
from app.extensions import db
from app.web.officer import officer
from app.web.officer.acting import acting, first_sending
from app.web.officer.look import is_overtaken
from app.web.officer.record_forms import SettleForm
from app.web.paging import page_of

NOT_YOURS = "A decision maker who did not establish the fact settles the dispute."


def find_dispute(dispute_id: UUID) -> Dispute:
    known = (joinedload(one) for one in (Dispute.operator, Dispute.raised_by, Dispute.settled_by))
    return db.session.scalars(policy.disputes_visible_to(current_user.user).where(Dispute.id == dispute_id).options(*known)).one()


@officer.get("/disputes")
def list_disputes() -> str:
    return render_template(
        "officer/disputes/list.html",
        page=page_of(queries.open_disputes(current_user.user)),
        href=lambda number: url_for(".list_disputes", page=number),
    )


@officer.get("/disputes/<uuid:dispute_id>")
def show_dispute(dispute_id: UUID) -> str:
    dispute = find_dispute(dispute_id)
    return show(dispute, SettleForm(formdata=None, data={"version": dispute.version}))


@officer.post("/disputes/<uuid:dispute_id>/settle")
def settle_dispute(dispute_id: UUID) -> ResponseReturnValue:
    first_sending()
    dispute, there = find_dispute(dispute_id), url_for(".show_dispute", dispute_id=dispute_id)
    allow(policy.can_settle(current_user.user, dispute), NOT_YOURS)
    form = SettleForm()
    overtaken = is_overtaken(form, dispute.version)
    if form.validate_on_submit() and not overtaken:
        verb = service.uphold if form.outcome.data == "uphold" else service.reject
        try:
            with acting(form, there) as session:
                verb(session, dispute, by=current_user.user, answer=form.answer.data or "")
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The dispute is settled. The business is told, and its credit is computed anew.")
            return redirect(there, 303)
    return show(dispute, form, overtaken=overtaken), 409 if overtaken else 200


def show(dispute: Dispute, form: SettleForm, *, overtaken: bool = False) -> str:
    may_settle = policy.can_settle(current_user.user, dispute) and dispute.state is DisputeState.OPEN
    return render_template(
        "officer/disputes/show.html",
        dispute=dispute,
        fact_href=where(dispute),
        form=form if may_settle or overtaken else None,
        may_settle=may_settle,
        overtaken=overtaken,
    )


def where(dispute: Dispute) -> str:
    """The page of the fact."""
    if dispute.about is Disputable.INCIDENT:
        return url_for(".show_incident", incident_id=dispute.about_id)
    if dispute.about is Disputable.ACTION:
        return url_for(".show_action", action_id=dispute.about_id)
    return url_for(".show_record", operator_id=dispute.operator_id)
