"""The right to be heard: the letter, and the reply to each of its grounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from app.core import clock, once
from app.core.errors import Invalid, WrongState, allow
from app.decisions import policy, service
from app.decisions.models import Decision, Hearing
from app.decisions.points import Point, points_of, reply_of
from app.decisions.states import Measure, State
from app.extensions import db, transaction
from app.programme.rules import rules
from app.web.fields import TextAreaField
from app.web.lengths import Length
from app.web.operator import operator
from app.web.operator.applications import signatories
from app.web.operator.business_forms import box
from app.web.operator.decisions import visible_decisions
from app.web.operator.enclosing import EnclosingForm, enclosed, enclosures

LONGEST = 50_000
ONLY_SIGNATORIES = "Only a signatory may reply: the reply speaks for the business."
INTENDS = {
    Measure.REFUSE: "refuse your application for",
    Measure.SUSPEND: "suspend your authorisation for",
    Measure.REVOKE: "revoke your authorisation for",
}


class GoneBack(WrongState):
    """Customs dropped its intention while the page stood open."""

    def __init__(self) -> None:
        super().__init__("Customs has taken its intention back. There is nothing to reply to any more.")


def reply_field(label: str, rows: int) -> TextAreaField:
    return TextAreaField(label, [Length(max=LONGEST, message=f"Write at most {LONGEST:,} characters")], render_kw=box(rows=rows))


class ReplyForm(EnclosingForm):
    """What the business says to it. Sent twice, it is taken once."""

    text = reply_field("Your reply", 8)

    names: Sequence[tuple[str, str]] = ()  # the field of each ground, and its key

    @property
    def replies(self) -> dict[str, str]:
        return {key: self[name].data or "" for name, key in self.names}


def reply_form(points: Sequence[Point]) -> ReplyForm:
    """One field for each ground where there are several, and one for the rest."""
    if len(points) < 2:
        return ReplyForm()
    names = [(f"ground_{number}", point.key) for number, point in enumerate(points, start=1)]
    fields: dict[str, Any] = {name: reply_field("Your reply to this", 4) for name, _ in names}
    rest = {"text": reply_field("Anything else you want to say", 4), "names": names}
    form: ReplyForm = type("ReplyForm", (ReplyForm,), fields | rest)()
    return form


def find_hearing(hearing_id: UUID) -> Hearing:
    mine = select(Hearing).where(Hearing.operator_id == g.membership.operator_id, Hearing.id == hearing_id)
    return db.session.scalars(mine).one()


def decision_of(hearing: Hearing) -> Decision | None:
    """None once customs has taken the proposal back: then there is nothing to be heard about."""
    return db.session.scalars(visible_decisions().where(Decision.id == hearing.decision_id)).one_or_none()


def find_heard(hearing: Hearing) -> Decision:
    decision = decision_of(hearing)
    if decision is None:
        raise GoneBack
    return decision


@operator.get("/hearings/<uuid:hearing_id>")
def show_hearing(hearing_id: UUID) -> str:
    """Closed like a letter until somebody opens it or its day has come."""
    hearing = find_hearing(hearing_id)
    decision = decision_of(hearing)
    return show(hearing, decision, reply_form(points_of(decision)) if decision else None)


@operator.post("/hearings/<uuid:hearing_id>/open")
def open_hearing(hearing_id: UUID) -> ResponseReturnValue:
    """Opening the letter serves it."""
    hearing = find_hearing(hearing_id)
    find_heard(hearing)
    with transaction() as session:
        service.open_hearing_letter(session, hearing, by=current_user.user)
    return redirect(url_for(".show_hearing", hearing_id=hearing_id), 303)


@operator.post("/hearings/<uuid:hearing_id>/reply")
def reply_hearing(hearing_id: UUID) -> ResponseReturnValue:
    hearing = find_hearing(hearing_id)
    decision = find_heard(hearing)
    allow(policy.can_reply(current_user.user, decision), ONLY_SIGNATORIES)
    points = points_of(decision)
    form, there = reply_form(points), url_for(".show_hearing", hearing_id=hearing_id)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, there)
                said: dict[str, Any] = {
                    "text": form.text.data or "",
                    "replies": form.replies,
                    "documents": enclosed(session, form),
                }
                service.reply(session, hearing, by=current_user.user, **said)
        except Invalid as error:
            form.refuse(error)
        except (WrongState, StaleDataError):
            unsent = reply_of(points, form.text.data or "", form.replies)
            hearing = find_hearing(hearing_id)
            return show(hearing, decision_of(hearing), None, unsent), 409
        else:
            flash("Your reply has been sent to customs. You get the decision with its reasons.")
            return redirect(there, 303)
    return show(hearing, decision_of(hearing), form)


def show(hearing: Hearing, decision: Decision | None, form: ReplyForm | None, unsent: str = "") -> str:
    is_open = decision is not None and decision.state is State.IN_HEARING and not hearing.replied_at
    may_reply = hearing.is_served and is_open and decision is not None and policy.can_reply(current_user.user, decision)
    if may_reply and form:
        form.offer()
    return render_template(
        "operator/hearings/show.html",
        hearing=hearing,
        decision=decision,
        points=points_of(decision) if decision else (),
        intends=INTENDS.get(decision.kind, "") if decision else "",
        is_open=is_open,
        may_open=decision is not None and policy.can_open_letter(current_user.user, decision),
        form=form if may_reply else None,
        signatories=signatories() if is_open and hearing.is_served and not may_reply else [],
        files=enclosures([hearing.id]).get(hearing.id, []) if hearing.replied_at else [],
        days=rules().days.hearing,
        unsent=unsent,
        today=clock.today(),
    )
