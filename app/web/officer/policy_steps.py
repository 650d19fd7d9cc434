"""What becomes of a policy: each step is asked about before it is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import allow
from app.extensions import db
from app.risk.policies import policy as rights
from app.risk.policies import queries, service
from app.risk.policies.models import RiskPolicy
from app.risk.simulation import queries as simulations
from app.risk.simulation.report import reports
from app.risk.simulation.states import State
from app.web.fields import DateField, TextAreaField
from app.web.formats import day
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.acting import first_sending, sent
from app.web.officer.look import box, needed, within
from app.web.officer.policies import find_policy

OTHERS = "Somebody else than who proposed it, and who may, decides on a policy."
DECIDERS = "Only programme managers and decision makers decide on policies."


class Question(NamedTuple):
    """What is asked before a step: its consequences, its button, and what is said once it is taken."""

    title: str
    effects: list[str]
    button: str
    done: str


class StepForm(CreateForm):
    """Whoever sends it has read what follows."""


class ReasonForm(StepForm):
    """With the reason, which stays in the record."""

    reason = TextAreaField("Why", needed("Say why: it stays in the record", 5_000), render_kw=box(rows=4))

    @property
    def why(self) -> str:
        return self.reason.data or ""


class CommentForm(ReasonForm):
    """The same, for who has something to say."""

    reason = TextAreaField("Why (if you want to say)", within(5_000), render_kw=box(rows=4))


class InForceForm(ReasonForm):
    """At once, or on a day to come."""

    from_on = DateField(
        "From which day",
        description="Leave it empty to put it in force at once",
        render_kw={"params": {"fieldset": {"legend": {"text": "From which day", "classes": "govuk-fieldset__legend--s"}}}},
    )

    @property
    def from_at(self) -> datetime | None:
        return clock.start_of(self.from_on.data) if self.from_on.data else None


@officer.route("/programme/policies/<uuid:policy_id>/approve", methods=["GET", "POST"])
def approve_policy(policy_id: UUID) -> ResponseReturnValue:
    row = opened(policy_id)
    allow(rights.can_approve(current_user.user, row), OTHERS)
    starts = row.policy.effective_from
    when = f"from {day(starts)} on" if starts > clock.today() else "at once"
    effects = [
        f"every credit is computed by it, {when}",
        who_moves(row),
        "nobody can change its text any more",
        "you are named as who approved it",
    ]
    asked = Question("Approve policy", effects, "Approve it", "is approved")
    return step(row, StepForm(), asked, lambda session: service.approve(session, row, by=current_user.user))


@officer.route("/programme/policies/<uuid:policy_id>/reject", methods=["GET", "POST"])
def reject_policy(policy_id: UUID) -> ResponseReturnValue:
    row, form = opened(policy_id), ReasonForm()
    allow(rights.can_approve(current_user.user, row), OTHERS)
    effects = ["it never comes into force", "who proposed it reads your reason", "a better one is proposed under another id"]
    asked = Question("Reject policy", effects, "Reject it", "is rejected")
    return step(row, form, asked, lambda session: service.reject(session, row, by=current_user.user, reason=form.why))


@officer.route("/programme/policies/<uuid:policy_id>/withdraw", methods=["GET", "POST"])
def withdraw_policy(policy_id: UUID) -> ResponseReturnValue:
    row, form = opened(policy_id), CommentForm()
    allow(rights.can_withdraw(current_user.user, row), "Only who proposed it, or a programme manager, takes a policy back.")
    effects = ["nobody decides on it any more", "it stays in the list with your reason"]
    asked = Question("Take back policy", effects, "Take it back", "is taken back")
    return step(row, form, asked, lambda session: service.withdraw(session, row, by=current_user.user, reason=form.why))


@officer.route("/programme/policies/<uuid:policy_id>/retire", methods=["GET", "POST"])
def retire_policy(policy_id: UUID) -> ResponseReturnValue:
    row, form = opened(policy_id), CommentForm()
    allow(rights.can_decide(current_user.user), DECIDERS)
    effects = ["nobody can roll back to it any more", "what was computed by it stays, and can be shown again"]
    asked = Question("Retire policy", effects, "Retire it", "is retired")
    return step(row, form, asked, lambda session: service.retire(session, row, by=current_user.user, reason=form.why))


@officer.route("/programme/policies/<uuid:policy_id>/in-force", methods=["GET", "POST"])
def put_policy(policy_id: UUID) -> ResponseReturnValue:
    """In force again, which is how to roll back, or on another day than its own."""
    row, form = opened(policy_id), InForceForm()
    allow(rights.can_decide(current_user.user), DECIDERS)
    live = queries.period_at(db.session, clock.now()).row
    effects = [
        f"policy {live.code}, in force now, ends, and every credit is computed anew by {row.code}",
        "other systems get the new figures as they are computed",
        "what was answered before stays as it was, under the policy of then",
    ]
    told = {"by": current_user.user, "from_at": form.from_at, "reason": form.why}
    asked = Question("Put in force: policy", effects, "Put it in force", "is put in force")
    return step(row, form, asked, lambda session: service.put_in_force(session, row, **told))


def who_moves(row: RiskPolicy) -> str:
    """What the newest simulation counted."""
    newest = next((one for one in simulations.of_policy(db.session, row) if one.state is State.DONE), None)
    if newest is None:
        return "nobody has simulated it: whom it moves to another band is not known"
    told = reports(newest.result or {}, newest.against.policy, row.policy)
    moved = " and ".join(f"{one.moved:,} by the {one.figure.label.lower()} figure" for one in told)
    return f"of {newest.done:,} operators, as simulated on {day(newest.asked_at)}, these change band: {moved}"


def opened(policy_id: UUID) -> RiskPolicy:
    first_sending()
    return find_policy(policy_id)


def step(row: RiskPolicy, form: StepForm, asked: Question, act: Callable[[Session], object]) -> ResponseReturnValue:
    """Ask, and once it is sent, act."""
    there = url_for(".show_policy", policy_id=row.id)
    answer = sent(form, there, act, f"Policy {row.code} {asked.done}.")
    return answer or render_template("officer/policies/step.html", row=row, form=form, asked=asked, there=there)
