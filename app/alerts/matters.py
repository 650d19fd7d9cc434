"""What stands open between a business and customs, gathered in few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from app.applications.models import Application, Request
from app.applications.policy import can_read_request
from app.applications.policy import visible_to as applications_visible_to
from app.applications.states import RequestState
from app.applications.states import State as ApplicationState
from app.assessment.cases import clock_for
from app.assessment.clock import CaseClock
from app.audits.models import Audit
from app.audits.policy import visible_to as audits_visible_to
from app.audits.states import State as AuditState
from app.compliance.against import disputes_of
from app.compliance.models import Dispute
from app.core import clock
from app.decisions.models import Decision, Hearing
from app.decisions.policy import SHOWN_TO_TRADERS
from app.decisions.states import State as DecisionState
from app.findings.models import CorrectiveAction, Finding
from app.findings.policy import visible_to as findings_visible_to
from app.findings.states import ActionState
from app.history.kinds import Kind
from app.history.models import Event
from app.monitoring.models import Incident, Review
from app.monitoring.policy import reviews_visible_to
from app.monitoring.policy import visible_to as incidents_visible_to
from app.monitoring.queries import together
from app.monitoring.states import ReviewState
from app.monitoring.states import State as IncidentState

if TYPE_CHECKING:
    from app.accounts.models import User

LATEST = 20  # visits; an older one says nothing about today


@dataclass(frozen=True)
class Proceeding:
    """A decision, its hearing, or both. The decision is None once customs took back what the business was heard about."""

    decision: Decision | None
    hearing: Hearing | None
    case_id: UUID | None

    @property
    def is_in_hearing(self) -> bool:
        return self.decision is not None and self.decision.state is DecisionState.IN_HEARING

    @property
    def waits_for_reply(self) -> bool:
        return self.is_in_hearing and self.hearing is not None and not self.hearing.replied_at

    @property
    def is_weighed(self) -> bool:
        """The trader replied; customs has not decided yet."""
        return self.is_in_hearing and self.hearing is not None and bool(self.hearing.replied_at)

    @property
    def is_unopened(self) -> bool:
        """The letter that brings the decision was not opened yet."""
        one = self.decision
        return (
            one is not None and one.state is DecisionState.DECIDED and one.served_on is not None and one.served_on > clock.today()
        )


@dataclass(frozen=True)
class Matters:
    """The newest application, and whatever either side still has to do."""

    application: Application | None = None
    proceedings: Sequence[Proceeding] = ()
    actions: Sequence[CorrectiveAction] = ()
    visits: Sequence[Audit] = ()
    incidents: Sequence[Incident] = ()
    requests: Sequence[Request] = ()
    disputes: Sequence[Dispute] = ()
    reviews: Sequence[Review] = ()

    def disputes_about(self, fact_id: UUID) -> list[Dispute]:
        return [one for one in self.disputes if one.about_id == fact_id]

    @property
    def clock(self) -> CaseClock | None:
        """The dates of the newest application, once it is accepted."""
        if self.application is None:
            return None
        return clock_of_case(self.application, self.proceedings)

    @property
    def planned(self) -> list[Audit]:
        return sorted((one for one in self.visits if one.state is AuditState.PLANNED), key=lambda one: (one.starts_on, one.id))

    @property
    def last_visit_on(self) -> date | None:
        return max((one.ends_on for one in self.visits if one.state is AuditState.REPORTED), default=None)


def clock_of_case(application: Application, proceedings: Sequence[Proceeding]) -> CaseClock | None:
    """The same dates as the officer's: with every hearing of the case."""
    heard = [one.hearing for one in proceedings if one.hearing and one.case_id == application.id]
    return clock_for(application, application.requests, heard)


def matters_of(session: Session, user: User, operator_id: UUID) -> Matters:
    """Five queries."""
    application = newest_application(session, user, operator_id)
    actions, disputes = owed_or_disputed(session, user, operator_id)
    incidents, reviews = together(session, looked_into(user, operator_id), under_way(user, operator_id))
    return Matters(
        application=application,
        proceedings=proceedings_of(session, user, operator_id),
        actions=actions,
        visits=visits_of(session, user, operator_id),
        incidents=incidents,
        requests=waiting(application, user) if application else (),
        disputes=disputes,
        reviews=reviews,
    )


def newest_application(session: Session, user: User, operator_id: UUID) -> Application | None:
    """The open one, if there is one: none is begun beside it."""
    newest = applications_visible_to(user).where(Application.operator_id == operator_id)
    known = (joinedload(Application.officer), joinedload(Application.edition), joinedload(Application.requests))
    ordered = newest.order_by(Application.started_at.desc(), Application.id).limit(1)
    return session.scalars(ordered.options(*known)).unique().one_or_none()


def waiting(application: Application, user: User) -> list[Request]:
    """What customs waits for and this person may read; with the assessment the waiting ends."""
    if application.state is not ApplicationState.UNDER_ASSESSMENT:
        return []
    return [one for one in application.requests if one.state is RequestState.OPEN and can_read_request(user, one)]


def proceedings_of(session: Session, user: User, operator_id: UUID) -> list[Proceeding]:
    """The newest first. A decision that was taken back is hidden by the database; the time of its hearing still counts."""
    either = func.coalesce(Decision.operator_id, Hearing.operator_id)
    opened = (Event.about_id == Hearing.id) & (Event.kind == Kind.HEARING_OPENED)
    found = (
        select(Decision, Hearing, func.coalesce(Decision.application_id, Event.case_id))
        .select_from(Decision)
        .outerjoin(Hearing, Hearing.decision_id == Decision.id, full=True)
        .outerjoin(Event, opened)
        .where(either == operator_id, either.in_(user.operator_ids))
        .where(or_(Decision.id.is_(None), Decision.state.in_(SHOWN_TO_TRADERS)))
        .order_by(func.coalesce(Decision.proposed_at, Hearing.opened_at).desc(), Decision.id, Hearing.id)
    )
    return [Proceeding(*row) for row in session.execute(found)]


def owed_or_disputed(session: Session, user: User, operator_id: UUID) -> tuple[list[CorrectiveAction], list[Dispute]]:
    """Corrective actions that are not verified yet, the most urgent first, and every dispute, the first one first."""
    action = aliased(CorrectiveAction, unverified(user, operator_id).subquery())
    dispute = aliased(Dispute, disputes_of(user, operator_id).subquery())
    found = select(action, dispute).join(dispute, dispute.about_id == action.id, full=True).options(joinedload(action.finding))
    ordered = found.order_by(action.due_on, action.id, dispute.raised_at, dispute.id)
    rows: Sequence[Any] = session.execute(ordered).all()  # either side of a row may be missing
    actions = dict.fromkeys(one for one, _ in rows if one is not None)
    disputes = dict.fromkeys(one for _, one in rows if one is not None)
    return list(actions), list(disputes)


def unverified(user: User, operator_id: UUID) -> Select[CorrectiveAction]:
    mine = findings_visible_to(user).with_only_columns(Finding.id)
    return select(CorrectiveAction).where(
        CorrectiveAction.operator_id == operator_id,
        CorrectiveAction.finding_id.in_(mine),
        CorrectiveAction.state != ActionState.VERIFIED,
    )


def visits_of(session: Session, user: User, operator_id: UUID) -> Sequence[Audit]:
    newest = audits_visible_to(user).where(Audit.operator_id == operator_id)
    return session.scalars(newest.order_by(Audit.starts_on.desc(), Audit.id).limit(LATEST)).all()


def looked_into(user: User, operator_id: UUID) -> Select[Incident]:
    """Of which customs has not said yet what it makes of them."""
    return incidents_visible_to(user).where(Incident.operator_id == operator_id, Incident.state == IncidentState.REPORTED)


def under_way(user: User, operator_id: UUID) -> Select[Review]:
    """Yearly reviews that somebody still has to do something about."""
    ended = (ReviewState.NOTED, ReviewState.LAPSED)
    return reviews_visible_to(user).where(Review.operator_id == operator_id, Review.state.not_in(ended))
