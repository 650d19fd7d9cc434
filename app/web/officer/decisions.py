"""The decision on an application: proposed by one, heard, signed by another, authorisation by authorisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.applications.models import Application
from app.applications.states import State as ApplicationState
from app.assessment import progress
from app.assessment import queries as assessment
from app.assessment.progress import Progress
from app.core import clock
from app.core.errors import WrongState, allow
from app.criteria.words import Result
from app.decisions import policy, queries, service
from app.decisions.checks import NotReady, complete
from app.decisions.dates import reply_due, served_at_latest
from app.decisions.models import Decision
from app.decisions.states import OPEN, State
from app.extensions import db
from app.programme.rules import rules
from app.programme.words import AuthorisationType
from app.web.officer import officer
from app.web.officer.acting import ActForm, acting, first_sending
from app.web.officer.decision_forms import ReasonForm, SignForm
from app.web.officer.heads import case_head, place_names
from app.web.officer.look import is_overtaken
from app.web.officer.matter import Desk, Matter, desk_of, files_of, sign_or_show


@dataclass(frozen=True)
class Line:
    """One authorisation asked for: how its criteria stand, what is proposed or decided, why not more."""

    asked: AuthorisationType
    rated: Progress
    decision: Decision | None
    sent_back: str

    @property
    def tally(self) -> str:
        """28 met, 1 not applicable, 3 open"""
        counts = [f"{number} {result.label.lower()}" for result in Result if (number := self.rated.count(result))]
        return ", ".join([*counts, *([f"{len(self.rated.open)} open"] if self.rated.open else [])])

    @property
    def not_ready(self) -> str:
        """Why it cannot be granted; empty if it can."""
        try:
            complete(self.rated)
        except NotReady as refusal:
            return str(refusal)
        return ""


@dataclass(frozen=True)
class Case:
    """A case with its decisions."""

    application: Application
    rated: Progress
    decisions: Sequence[Decision]

    @property
    def desk(self) -> Desk:
        return desk_of(self.application.operator, self.decisions, self.rated)

    def lines(self) -> list[Line]:
        backs = queries.why_sent_back(db.session, self.withdrawn)
        return [self.line(asked, backs) for asked in self.application.asked_types]

    def line(self, asked: AuthorisationType, backs: dict[UUID, str]) -> Line:
        mine = [one for one in self.decisions if one.type is asked]
        standing = next((one for one in mine if one.state is not State.WITHDRAWN), None)
        back = backs.get(mine[0].id, "") if mine and standing is None else ""
        return Line(asked, self.rated.within(asked.scope), standing, back)

    @property
    def withdrawn(self) -> list[Decision]:
        """The last proposal of each type, where it was taken back."""
        newest: dict[AuthorisationType, Decision] = {}
        for one in self.decisions:
            newest.setdefault(one.type, one)
        return [one for one in newest.values() if one.state is State.WITHDRAWN]


def find_case(application_id: UUID) -> Case:
    user = current_user.user
    application = db.session.scalars(assessment.case(user, application_id)).one()
    decisions = db.session.scalars(queries.of_case(user, application_id)).all()
    return Case(application, progress.of(db.session, application), decisions)


def find_proposal(decision_id: UUID) -> Decision:
    """A proposal that is still open."""
    decision = db.session.scalars(queries.whole(current_user.user).where(Decision.id == decision_id)).one()
    if decision.state not in OPEN:
        raise WrongState(f"{decision.state.label}: the proposal is not open any more.")
    return decision


@officer.get("/cases/<uuid:application_id>/decision")
def show_case_decision(application_id: UUID) -> str:
    case = find_case(application_id)
    desk = case.desk
    return show(case, desk, desk.form())


def show(case: Case, desk: Desk, form: SignForm | None, *, overtaken: bool = False) -> str:
    """The page, with a form that may have been filled in already."""
    decided = [one for one in case.decisions if one.state is State.DECIDED]
    return render_template(
        "officer/decisions/show.html",
        application=case.application,
        head=case_head(case.application, "Decision"),
        lines=case.lines(),
        desk=desk,
        form=form,
        decided=decided,
        papers=files_of([one.id for one in decided]),
        items=case.rated.items,
        places=place_names(case.application),
        may_propose=policy.can_propose(current_user.user) and case.application.state is ApplicationState.UNDER_ASSESSMENT,
        overtaken=overtaken,
        days=rules().days,
        action=url_for(".sign_case_decision", application_id=case.application.id),
    )


@officer.post("/cases/<uuid:application_id>/decision/sign")
def sign_case_decision(application_id: UUID) -> ResponseReturnValue:
    """Sign what was chosen, or send it back; a refusal is asked for once more."""
    first_sending()
    case = find_case(application_id)
    desk, there = case.desk, url_for(".show_case_decision", application_id=application_id)
    return sign_or_show(desk, there, lambda form, overtaken: show(case, desk, form, overtaken=overtaken))


@officer.get("/decisions/<uuid:decision_id>")
def show_decision(decision_id: UUID) -> ResponseReturnValue:
    """On the page of what it is about."""
    decision = db.session.scalars(queries.whole(current_user.user).where(Decision.id == decision_id)).one()
    return redirect(page_of(decision))


@officer.route("/decisions/<uuid:decision_id>/hearing", methods=["GET", "POST"])
def open_decision_hearing(decision_id: UUID) -> ResponseReturnValue:
    """What the trader will read, and from when until when it may reply; then it is sent."""
    first_sending()
    decision = find_proposal(decision_id)
    allow(policy.can_open_hearing(current_user.user))
    form, there = ActForm(data={"version": decision.version}), page_of(decision)
    overtaken = is_overtaken(form, decision.version)
    if form.validate_on_submit() and not overtaken:
        with acting(form, there) as session:
            service.open_hearing(session, decision, by=current_user.user)
        flash("The letter is on its way. The trader may reply.")
        return redirect(there, 303)
    served = served_at_latest(clock.today())
    page = render_template(
        "officer/decisions/hear.html",
        decision=decision,
        form=form,
        matter=Matter(decision, current_user.user),
        back=there,
        served=served,
        due=reply_due(served),
        overtaken=overtaken,
    )
    return page, 409 if overtaken else 200


@officer.route("/decisions/<uuid:decision_id>/withdraw", methods=["GET", "POST"])
def withdraw_decision(decision_id: UUID) -> ResponseReturnValue:
    """The proposer takes it back; another may follow."""
    first_sending()
    decision = find_proposal(decision_id)
    allow(policy.can_withdraw(current_user.user, decision))
    form, there = ReasonForm(data={"version": decision.version}), page_of(decision)
    overtaken = is_overtaken(form, decision.version)
    if form.validate_on_submit() and not overtaken:
        with acting(form, there) as session:
            service.withdraw(session, decision, by=current_user.user, reason=form.reason.data)
        flash("The proposal is taken back.")
        return redirect(there, 303)
    page = render_template("officer/decisions/withdraw.html", decision=decision, form=form, back=there, overtaken=overtaken)
    return page, 409 if overtaken else 200


def page_of(decision: Decision) -> str:
    """Where the decision is shown."""
    if decision.application_id:
        return url_for("officer.show_case_decision", application_id=decision.application_id)
    return url_for("officer.show_authorisation", authorisation_id=decision.authorisation_id)
