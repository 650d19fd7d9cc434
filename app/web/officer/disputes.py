"""What businesses dispute, and who of customs settles it."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session, joinedload

from app.accounts.queries import officers_holding
from app.accounts.words import OfficerRole
from app.compliance import policy, queries, service
from app.compliance.against import Against, against
from app.compliance.models import Dispute, Infringement
from app.compliance.states import DisputeState
from app.compliance.words import Disputable
from app.core.errors import allow
from app.extensions import db
from app.findings.models import CorrectiveAction
from app.risk.queries import latest
from app.web.costs import costs_of
from app.web.officer import officer
from app.web.officer.acting import first_sending, sent
from app.web.officer.look import is_overtaken
from app.web.officer.record_forms import SettleForm
from app.web.paging import page_of

NOT_YOURS = "A decision maker who did not establish the fact settles the dispute."


def find_dispute(dispute_id: UUID) -> Dispute:
    known = (joinedload(one) for one in (Dispute.operator, Dispute.established_by, Dispute.raised_by, Dispute.settled_by))
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
    if dispute.state is not DisputeState.OPEN:
        return show(dispute, form, unsent=form.answer.data or ""), 409

    def act(session: Session) -> None:
        verb = service.uphold if form.outcome.data == "uphold" else service.reject
        verb(session, dispute, by=current_user.user, answer=form.answer.data or "")

    done = "The dispute is settled. The business is told, and its credit is computed anew."
    answer = None if overtaken else sent(form, there, act, done)
    return answer or (show(dispute, form, overtaken=overtaken), 409 if overtaken else 200)


def show(dispute: Dispute, form: SettleForm, *, overtaken: bool = False, unsent: str = "") -> str:
    one = disputed(dispute)
    costs = costs_of(latest(db.session, dispute.operator_id))
    is_open = dispute.state is DisputeState.OPEN
    may_settle = policy.can_settle(current_user.user, dispute) and is_open
    return render_template(
        "officer/disputes/show.html",
        dispute=dispute,
        fact_href=where(dispute),
        against=one,
        gravity=gravity(one.thing) if one else "",
        cost=costs.of(one) if costs and one else "",
        settlers=settlers(dispute) if is_open and not may_settle else [],
        form=form if may_settle else None,
        overtaken=overtaken,
        unsent=unsent,
    )


def disputed(dispute: Dispute) -> Against | None:
    """The fact, while it stands."""
    standing = against(db.session, current_user.user, dispute.operator_id)
    return next((one for one in standing if one.fact.about_id == dispute.about_id), None)


def gravity(thing: object) -> str:
    """How serious it is, where that was said."""
    if isinstance(thing, Infringement):
        return thing.severity.label
    return f"{thing.finding.grade.label} finding" if isinstance(thing, CorrectiveAction) else ""


def settlers(dispute: Dispute) -> list[str]:
    """Who may settle it, by name."""
    makers = db.session.scalars(officers_holding(OfficerRole.DECISION_MAKER))
    return [one.name for one in makers if policy.can_settle(one, dispute)]


def where(dispute: Dispute) -> str:
    """The page of the fact."""
    if dispute.about is Disputable.INCIDENT:
        return url_for(".show_incident", incident_id=dispute.about_id)
    if dispute.about is Disputable.ACTION:
        return url_for(".show_action", action_id=dispute.about_id)
    return url_for(
        ".show_record", operator_id=dispute.operator_id, _anchor="errors" if dispute.about is Disputable.CHECK else None
    )
