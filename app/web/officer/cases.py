"""A case at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import render_template
from flask_login import current_user
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.applications import policy, service
from app.applications.models import Application
from app.applications.profile import profile_of
from app.applications.questionnaire import self_assessment
from app.applications.states import WITH_TRADER, State
from app.assessment import progress
from app.assessment.cases import clock_for
from app.assessment.clock import CaseClock
from app.audits.models import Audit
from app.audits.policy import visible_to as audits_visible_to
from app.audits.states import State as AuditState
from app.core import clock
from app.criteria.words import Result
from app.decisions.models import Decision
from app.decisions.policy import visible_to as decisions_visible_to
from app.desk import gather
from app.desk.situation import Situation
from app.desk.tasks import tasks
from app.extensions import db
from app.findings.models import Finding
from app.findings.policy import visible_to as findings_visible_to
from app.findings.states import State as FindingState
from app.web.case_figure import picture_of, sum_of
from app.web.officer import officer
from app.web.officer.case_past import timeline_of
from app.web.officer.found import find_case_with_answers
from app.web.officer.heads import case_head
from app.web.officer.holding import can_reassign, can_take
from app.web.officer.ways import way_to


@dataclass(frozen=True)
class CaseStanding:
    """Where a case stands, with what its page tells of visits and decisions."""

    application: Application
    rated: progress.Progress
    visits: Sequence[Audit]
    decisions: Sequence[Decision]

    @property
    def clock(self) -> CaseClock | None:
        heard = [one.hearing for one in self.decisions if one.hearing]
        return clock_for(self.application, self.application.requests, heard)

    @property
    def situation(self) -> Situation:
        visits = [one for one in self.visits if one.state is not AuditState.CANCELLED]
        return gather.situation(self.application, visits, self.decisions, rated=self.rated.rated)

    @property
    def results(self) -> list[tuple[Result | None, list[int]]]:
        """How many of each result, for each authorisation asked for; the last line are those without."""
        scopes = [self.rated.within(kind.scope) for kind in self.application.asked_types]
        lines: list[tuple[Result | None, list[int]]] = [(word, [one.count(word) for one in scopes]) for word in Result]
        return [*(line for line in lines if any(line[1])), (None, [len(one.open) for one in scopes])]


def standing_of(application: Application) -> CaseStanding:
    user = current_user.user
    visits = audits_visible_to(user).where(Audit.application_id == application.id).options(joinedload(Audit.lead))
    decisions = decisions_visible_to(user).where(Decision.application_id == application.id).options(joinedload(Decision.hearing))
    return CaseStanding(
        application,
        progress.of(db.session, application),
        db.session.scalars(visits.order_by(Audit.starts_on, Audit.id)).all(),
        db.session.scalars(decisions.order_by(Decision.proposed_at, Decision.id)).all(),
    )


@officer.get("/cases/<uuid:application_id>")
def show_case(application_id: UUID) -> str:
    user = current_user.user
    application = find_case_with_answers(application_id)
    standing = standing_of(application)
    case = standing.clock
    raised = findings_visible_to(user).where(Finding.application_id == application_id, Finding.state == FindingState.OPEN)
    return render_template(
        "officer/cases/show.html",
        application=application,
        head=case_head(application, "Overview"),
        standing=standing,
        situation=standing.situation,
        todo=tasks(standing.situation, clock.today()),
        way_to=way_to,
        picture=picture_of(case) if case else None,
        sums=list(sum_of(case)) if case else [],
        case=case,
        profile=application.profile or profile_of(application.operator),
        assessment=None if application.state in WITH_TRADER else self_assessment(application),
        findings=db.session.scalars(raised.order_by(Finding.raised_at.desc(), Finding.id)).all(),
        signed_by=db.session.get(User, application.submitted_by_id),
        events=timeline_of(application, standing.visits),
        may={"admit": policy.can_admit(user), "take": can_take(application), "reassign": can_reassign(application)},
        starts_on=service.starts_on(application) if application.state is State.SUBMITTED else None,
    )
