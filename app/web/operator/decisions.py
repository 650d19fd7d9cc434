"""Decisions about the business: what, why, from when, and the letter that brings them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from app.core import clock
from app.decisions import policy, service
from app.decisions.models import Decision
from app.decisions.points import points_of
from app.decisions.states import State
from app.extensions import db, transaction
from app.programme.rules import rules
from app.web.operator import operator
from app.web.operator.enclosing import enclosures


def visible_decisions() -> Select[Decision]:
    """From the hearing on; what is only proposed is not shown."""
    known = (joinedload(Decision.application), joinedload(Decision.authorisation), joinedload(Decision.hearing))
    return policy.visible_to(current_user.user).where(Decision.operator_id == g.membership.operator_id).options(*known)


def find_decision(decision_id: UUID) -> Decision:
    return db.session.scalars(visible_decisions().where(Decision.id == decision_id)).one()


def is_served(decision: Decision) -> bool:
    """Opened, or its day has come. One from before letters had such a day is open."""
    return decision.served_on is None or decision.served_on <= clock.today()


@operator.get("/decisions")
def list_decisions() -> str:
    """What customs intends first, then what is decided; the newest first."""
    found = db.session.scalars(visible_decisions().order_by(Decision.proposed_at.desc(), Decision.id)).all()
    heard = [one for one in found if one.state is State.IN_HEARING]
    decided = sorted((one for one in found if one.decided_at), key=lambda one: (one.decided_at, one.id), reverse=True)
    files = enclosures([one.id for one in decided if is_served(one)])
    page = {"heard": heard, "decided": decided, "files": files, "is_served": is_served, "today": clock.today()}
    return render_template("operator/decisions/list.html", **page)


@operator.get("/decisions/<uuid:decision_id>")
def show_decision(decision_id: UUID) -> ResponseReturnValue:
    """The outcome, and behind the opened letter its reasons. What is only intended stands behind the letter of the hearing."""
    decision = find_decision(decision_id)
    if decision.state is not State.DECIDED and decision.hearing:
        return redirect(url_for(".show_hearing", hearing_id=decision.hearing.id))
    served = is_served(decision)
    return render_template(
        "operator/decisions/show.html",
        decision=decision,
        is_served=served,
        may_open=policy.can_open_letter(current_user.user, decision),
        points=points_of(decision),
        files=enclosures([decision.id]).get(decision.id, []) if served else [],
        appeal_until=appeal_until(decision),
        days=rules().days.appeal,
    )


def appeal_until(decision: Decision) -> date | None:
    """Against an adverse one, from the day its letter is served."""
    if not decision.kind.is_adverse or decision.served_on is None:
        return None
    return decision.served_on + timedelta(days=rules().days.appeal)


@operator.post("/decisions/<uuid:decision_id>/open")
def open_decision(decision_id: UUID) -> ResponseReturnValue:
    """Opening the letter serves it."""
    decision = find_decision(decision_id)
    with transaction() as session:
        service.open_decision_letter(session, decision, by=current_user.user)
    return redirect(url_for(".show_decision", decision_id=decision_id), 303)
