"""A proposal as the person who looks at it sees it: grounds beside replies, what came in since, what signing does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

import wtforms
from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.assessment.progress import Progress
from app.core.errors import DomainError, Invalid, WrongState, allow
from app.decisions import policy, preview, queries, service
from app.decisions.checks import complete, under_assessment
from app.decisions.grounds import is_heard_first
from app.decisions.models import Decision
from app.decisions.points import Point, points_of
from app.decisions.preview import Credit, Effect
from app.decisions.service.decide import SameEyes, heard
from app.decisions.states import OPEN, Measure, State
from app.desk import past
from app.desk.past import Past
from app.documents.models import Attachment
from app.extensions import db
from app.history.models import Event
from app.operators.models import Operator
from app.web.formats import moment, short_day
from app.web.officer.acting import acting
from app.web.officer.case_past import sentence
from app.web.officer.decision_forms import BACK, SIGN, Choice, SignForm, sign_form
from app.web.officer.look import is_overtaken


class NothingToSign(WrongState):
    """Nothing was ever proposed."""

    def __init__(self) -> None:
        super().__init__("Nothing is proposed, so there is nothing to sign.")


@dataclass(frozen=True)
class Said:
    """One ground beside what the trader replied to it; the field in which customs answers, if it is answered now."""

    point: Point
    title: str
    reply: str
    field: wtforms.Field | None = None


@dataclass(frozen=True)
class Matter:
    """One open proposal, for one officer."""

    decision: Decision
    user: User
    files: Sequence[Attachment] = ()
    rated: Progress | None = None

    @property
    def effect(self) -> Effect:
        return preview.effect(self.decision)

    @cached_property
    def not_yet(self) -> str:
        """Why it cannot be signed today; empty if it can."""
        try:
            heard(self.decision)
            if self.decision.application:
                under_assessment(self.decision.application)
            if self.decision.kind is Measure.GRANT and self.rated:
                complete(self.rated)
        except DomainError as refusal:
            return str(refusal)
        return ""

    @property
    def needs_hearing(self) -> bool:
        return self.decision.state is State.PROPOSED and is_heard_first(self.decision.kind, self.decision.ground)

    @property
    def may_decide(self) -> bool:
        return policy.can_decide(self.user, self.decision)

    @property
    def is_own(self) -> bool:
        return self.decision.proposed_by_id == self.user.id

    @property
    def may_open_hearing(self) -> bool:
        return self.needs_hearing and policy.can_open_hearing(self.user)

    @property
    def may_take_back(self) -> bool:
        """The proposer; a decision maker sends it back with the signature's form."""
        return self.is_own and policy.can_withdraw(self.user, self.decision)

    def grounds(self, form: SignForm | None = None) -> list[Said]:
        hearing = self.decision.hearing
        replies = hearing.replies if hearing else {}
        whole = hearing.reply or "" if hearing and not replies else ""
        fields = list(form.answers.get(self.decision.type, ())) if form else []
        told = []
        for number, point in enumerate(points_of(self.decision)):
            reply = replies.get(point.key, "") or (whole if number == 0 else "")
            field = fields[number] if number < len(fields) else None
            told.append(Said(point, point.title or self.decision.ground.label, reply, field))
        return told


@dataclass(frozen=True)
class Desk:
    """All that is open about one application or one authorisation."""

    operator: Operator
    matters: Sequence[Matter]
    events: Sequence[Past]
    closed: Sequence[Decision] = ()

    @property
    def newest(self) -> int:
        return self.events[0].event.position if self.events else queries.newest(db.session, self.operator.id)

    @property
    def changed(self) -> list[str]:
        """What came in since the first proposal that is still open, as sentences."""
        news = [one for one in self.events if one.event.kind in queries.NEWS]
        return [f"{short_day(one.event.at)}: {sentence(one)}" for one in news]

    @property
    def decidable(self) -> list[Matter]:
        return [one for one in self.matters if one.may_decide]

    @property
    def decisions(self) -> list[Decision]:
        return [one.decision for one in self.decidable]

    @property
    def credit(self) -> Credit | None:
        """Of all open proposals together."""
        return preview.credit(db.session, self.operator, [one.decision for one in self.matters]) if self.matters else None

    def form(self) -> SignForm | None:
        choices = [Choice(one.decision, not one.not_yet) for one in self.decidable]
        return sign_form(choices, self.newest) if choices else None


def desk_of(operator: Operator, decisions: Sequence[Decision], rated: Progress | None = None) -> Desk:
    """`decisions` come newest first."""
    still_open = sorted((one for one in decisions if one.state in OPEN), key=lambda one: one.type)
    files = files_of([one.hearing.id for one in still_open if one.hearing and one.hearing.replied_at])
    matters = [
        Matter(
            decision=one,
            user=current_user.user,
            files=files.get(one.hearing.id, ()) if one.hearing else (),
            rated=rated.within(one.type.scope) if rated else None,
        )
        for one in still_open
    ]
    began = min((one.proposed_at for one in still_open), default=None)
    closed = [one for one in decisions if one.state not in OPEN]
    return Desk(operator, matters, since(operator.id, began) if began else (), closed)


def since(operator_id: UUID, began: datetime) -> list[Past]:
    """What may touch a decision about this business and came after a moment, the newest first."""
    found = past.events(current_user.user).where(*queries.touching(operator_id), Event.at >= began)
    return [Past(*row) for row in db.session.execute(found)]


def files_of(about: Sequence[UUID]) -> dict[UUID, list[Attachment]]:
    """What belongs to each of these things."""
    found: dict[UUID, list[Attachment]] = {}
    query = select(Attachment).where(Attachment.about_id.in_(about)).order_by(Attachment.attached_at, Attachment.id)
    for one in db.session.scalars(query) if about else ():
        found.setdefault(one.about_id, []).append(one)
    return found


def sign_or_show(desk: Desk, there: str, show: Callable[[SignForm, bool], str]) -> ResponseReturnValue:
    """Do what the page was sent for; an old page, or one with mistakes, is shown again."""
    form = desk.form()
    if form is None:
        return signed_already(desk, there)
    overtaken = is_overtaken(form, desk.newest)
    if not overtaken and (done := signed(desk, form, there)):
        return done
    form.confirmed.data = ""  # what is chosen now may be something else
    return show(form, overtaken), 409 if overtaken else 200


def signed_already(desk: Desk, there: str) -> ResponseReturnValue:
    """What became of it meanwhile is said on its page; a refusal for whoever had nothing to sign."""
    allow(current_user.user.holds(OfficerRole.DECISION_MAKER), "Only a decision maker signs.")
    if desk.matters:
        raise SameEyes
    if not desk.closed:
        raise NothingToSign
    for decision in {one.type: one for one in reversed(desk.closed)}.values():
        flash(f"{decision.type.code}: {became(decision)} Nothing was done a second time.", "notice")
    return redirect(there, 303)


def became(decision: Decision) -> str:
    """Who signed it and when, or that it went back."""
    what = decision.kind.label.lower()
    if decision.decided_by is None or decision.decided_at is None:
        return f"the proposal ({what}) went back to {decision.proposed_by.name}. It is not signed."
    who = "you" if decision.decided_by_id == current_user.user.id else decision.decided_by.name
    return f"{who} signed this ({what}) on {moment(decision.decided_at)}."


def signed(desk: Desk, form: SignForm, there: str) -> ResponseReturnValue | None:
    """The way on, or the page that asks back; None where the form has to be shown again."""
    if not form.validate_on_submit():
        return None
    decisions = desk.decisions
    if form.asks_back(decisions):
        return ask_back(desk, form, there)
    try:
        sign(form, decisions, there)
    except Invalid as error:
        form.refuse(error)
        return None
    return redirect(there, 303)


def ask_back(desk: Desk, form: SignForm, there: str) -> str:
    """What cannot be undone is named once more, with what is sent back beside it."""
    signing, sending_back = (form.chosen(desk.decisions, what) for what in (SIGN, BACK))
    matters = [one for one in desk.decidable if one.decision in signing]
    page = {"matters": matters, "back": sending_back, "fields": hidden(form), "there": there, "action": request.path}
    return render_template("officer/decisions/confirm.html", **page)


def sign(form: SignForm, decisions: Sequence[Decision], there: str) -> None:
    """Do what was chosen, all of it or nothing."""
    user, signing, sending_back = current_user.user, form.chosen(decisions, SIGN), form.chosen(decisions, BACK)
    with acting(form, there) as session:
        for decision in signing:
            service.decide(session, decision, by=user, answers=form.answers_to(decision))
        for decision in sending_back:
            service.withdraw(session, decision, by=user, reason=form.reason.data or "")
    for decision in signing:
        flash(f"{decision.type.code}: signed. The letter follows within a minute.")
    for decision in sending_back:
        flash(f"{decision.type.code}: sent back to {decision.proposed_by.name}.")


def hidden(form: SignForm) -> list[tuple[str, str]]:
    """What was typed, to be sent once more from the page that asks back."""
    return [(one.name, str(one.data or "")) for one in form if one.name not in {"csrf_token", "confirmed"}]
