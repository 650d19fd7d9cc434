"""The right to be heard, and decisions about the business."""

from __future__ import annotations

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError
from wtforms.validators import InputRequired, Length

from app.core import clock, once
from app.core.errors import WrongState, allow
from app.decisions import policy, service
from app.decisions.models import Decision, Hearing
from app.decisions.states import Kind, State
from app.extensions import db, transaction
from app.programme.rules import rules
from app.web.fields import TextAreaField
from app.web.forms import CreateForm, Form
from app.web.operator import operator
from app.web.operator.applications import signatories
from app.web.operator.business_forms import box
from app.web.operator.enclosing import enclosures

LONGEST = 50_000
INTENDS = {
    Kind.REFUSE: "refuse your application for",
    Kind.SUSPEND: "suspend your authorisation for",
    Kind.REVOKE: "revoke your authorisation for",
}


class ReplyForm(CreateForm):
    """What the business says to it. Sent twice, it is taken once."""

    reply = TextAreaField(
        "Your reply",
        [InputRequired("Write your reply"), Length(max=LONGEST, message=f"Write at most {LONGEST:,} characters")],
        description="It goes to customs as you write it, and into the file. Nobody decides before reading it.",
        render_kw=box(rows=12),
    )


def find_hearing(hearing_id: UUID) -> Hearing:
    mine = select(Hearing).where(Hearing.operator_id == g.membership.operator_id, Hearing.id == hearing_id)
    return db.session.scalars(mine).one()


def decision_of(hearing: Hearing) -> Decision | None:
    """None once customs has taken the proposal back: then there is nothing to be heard about."""
    mine = visible_decisions().where(Decision.id == hearing.decision_id)
    return db.session.scalars(mine).one_or_none()


def visible_decisions() -> Select[Decision]:
    known = (joinedload(Decision.application), joinedload(Decision.authorisation), joinedload(Decision.hearing))
    return policy.visible_to(current_user.user).where(Decision.operator_id == g.membership.operator_id).options(*known)


@operator.get("/hearings/<uuid:hearing_id>")
def show_hearing(hearing_id: UUID) -> str:
    """Closed like a letter until somebody opens it or its day has come."""
    return show(find_hearing(hearing_id), ReplyForm())


@operator.post("/hearings/<uuid:hearing_id>/open")
def open_hearing(hearing_id: UUID) -> ResponseReturnValue:
    """Opening the letter serves it."""
    hearing = find_hearing(hearing_id)
    here = redirect(url_for(".show_hearing", hearing_id=hearing_id), 303)
    if decision_of(hearing) is None:
        return here
    with transaction() as session:
        service.open_letter(session, hearing, by=current_user.user)
    return here


@operator.post("/hearings/<uuid:hearing_id>/reply")
def reply_hearing(hearing_id: UUID) -> ResponseReturnValue:
    hearing, form = find_hearing(hearing_id), ReplyForm()
    allow(
        policy.can_reply(current_user.user, find_heard(hearing)), "Only a signatory may reply: the reply speaks for the business."
    )
    there = url_for(".show_hearing", hearing_id=hearing_id)
    if not form.validate_on_submit():
        return show(hearing, form)
    try:
        with transaction() as session:
            once.take(session, form.form_id.data, there)
            service.reply(session, hearing, by=current_user.user, text=form.reply.data)
    except (WrongState, StaleDataError):
        return show(find_hearing(hearing_id), form, unsent=form.reply.data), 409
    flash("Your reply has been sent to customs. You get the decision with its reasons.")
    return redirect(there, 303)


def find_heard(hearing: Hearing) -> Decision:
    decision = decision_of(hearing)
    if decision is None:
        raise WrongState("Customs has taken its intention back. There is nothing to reply to any more.")
    return decision


def show(hearing: Hearing, form: ReplyForm, unsent: str = "") -> str:
    decision = decision_of(hearing)
    is_served = hearing.served_on <= clock.today()
    is_open = decision is not None and decision.state is State.IN_HEARING and not hearing.replied_at
    may_reply = decision is not None and is_served and is_open and policy.can_reply(current_user.user, decision)
    return render_template(
        "operator/hearings/show.html",
        hearing=hearing,
        decision=decision,
        intends=INTENDS.get(decision.kind, "") if decision else "",
        is_served=is_served,
        is_open=is_open,
        form=form if may_reply or not is_served else None,
        signatories=signatories() if is_open and is_served and not may_reply else [],
        files=enclosures([hearing.id]).get(hearing.id, []) if is_served else [],
        days=rules().days.hearing,
        unsent=unsent,
        today=clock.today(),
        button=Form(),
    )


@operator.get("/decisions")
def list_decisions() -> str:
    """Decisions and what customs intends, the newest first."""
    found = db.session.scalars(visible_decisions().order_by(Decision.proposed_at.desc(), Decision.id)).all()
    heard = [one for one in found if one.state is State.IN_HEARING]
    decided = sorted((one for one in found if one.state is State.DECIDED), key=lambda one: str(one.decided_at), reverse=True)
    files = enclosures([one.id for one in decided])
    return render_template("operator/hearings/decisions.html", heard=heard, decided=decided, files=files, today=clock.today())


@operator.get("/decisions/<uuid:decision_id>")
def show_decision(decision_id: UUID) -> ResponseReturnValue:
    """The reasons. What is still only intended stands behind the letter of the hearing."""
    decision = db.session.scalars(visible_decisions().where(Decision.id == decision_id)).one()
    if decision.state is not State.DECIDED and decision.hearing:
        return redirect(url_for(".show_hearing", hearing_id=decision.hearing.id))
    files = enclosures([decision.id]).get(decision.id, [])
    return render_template("operator/hearings/decision.html", decision=decision, files=files)
