"""The rows of the desk in SQL: what is open, whose it is, what is due when, and who has to act.

Of a case the first task, as `app.desk.tasks` derives it, without its words: enough to sort and count many thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Text, Uuid, and_, case, cast, false, func, literal, null, or_, select, true

from app.accounts.words import OfficerRole
from app.applications.models import Application
from app.applications.states import State
from app.assessment.clock import Holder
from app.audits.models import Audit, audit_member
from app.authorisations.models import Authorisation, SuspendedPart
from app.authorisations.states import PartState
from app.authorisations.states import State as AuthorisationState
from app.compliance.models import Dispute
from app.compliance.states import DisputeState
from app.core import clock
from app.decisions.grounds import WITHOUT_HEARING
from app.decisions.models import Decision, Hearing
from app.decisions.states import Measure
from app.desk.facts import barred, day, days, is_live, is_ripe, ripe_on, standing
from app.desk.seat import Seat
from app.desk.tasks import SOON
from app.desk.words import Kind, Whose
from app.findings.models import CorrectiveAction, Finding
from app.findings.states import ActionState
from app.monitoring.models import Incident, Review
from app.monitoring.states import ReviewState
from app.monitoring.states import State as IncidentState
from app.programme.rules import rules

Columns = Mapping[str, Any]
NOBODY, NO_DAY = cast(null(), Uuid), cast(null(), Date)
OPEN = (State.SUBMITTED, State.RETURNED, State.UNDER_ASSESSMENT)


@dataclass(frozen=True)
class Source:
    """Things of one kind that are open, which of them are the officer's and nobody's, and how each is told as a row."""

    kind: Kind
    things: Select[Any]
    tell: Callable[[Select[Any]], Select[Any]]
    mine: ColumnElement[bool]
    unassigned: ColumnElement[bool]

    def rows(self, whose: Whose) -> Select[Any]:
        which = {Whose.MINE: self.mine, Whose.UNASSIGNED: self.unassigned, Whose.ALL: true()}[whose]
        return self.tell(self.things.where(which))

    def counted(self) -> Select[Any]:
        mine, unassigned = func.count().filter(self.mine), func.count().filter(self.unassigned)
        totals: list[Any] = [mine.label("mine"), unassigned.label("unassigned"), func.count().label("all")]
        return self.things.with_only_columns(*totals)


def sources(seat: Seat) -> tuple[Source, ...]:
    return (
        cases(seat),
        actions(seat),
        incidents(seat),
        proposals(seat),
        suspensions(seat),
        parts(seat),
        disputes(seat),
        reviews(seat),
    )


def cases(seat: Seat) -> Source:
    """Applications with customs, or returned to the trader."""
    mine = cases_mine(seat)
    things = select(Application.id).select_from(Application).where(Application.state.in_(OPEN))
    return Source(Kind.CASE, things, tell_case, mine, Application.officer_id.is_(None))


def cases_mine(seat: Seat) -> ColumnElement[bool]:
    """Taken by the officer, visited by the auditor, or waiting for the signature of the decision maker."""
    return or_(Application.officer_id == seat.id, visits(seat), decides(seat))


def tell_case(things: Select[Any]) -> Select[Any]:
    pace, limits = rules().pace, rules().days
    f = standing(things, clock.today()).c
    legal = case(
        (f.state == State.SUBMITTED, f.sent_on + limits.accept),
        (f.state == State.RETURNED, f.returned_on + limits.supply_missing),
        else_=f.accepted_on + limits.decide + days(f.asked) + days(f.heard),
    )
    work_due = case(
        (f.over.is_not(None), f.over + pace.write_report),
        (f.ahead.is_not(None), f.ahead),
        (f.visits > 0, legal - pace.propose_before),
        else_=f.accepted_on + pace.plan_visit,
    )
    awaited = func.least(f.owed, f.reply)
    has_work = or_(f.over.is_not(None), f.ahead.is_not(None), f.taken < f.wanted)
    waits = and_(awaited.is_not(None), ~and_(has_work, work_due <= clock.today() + SOON))
    assessing = f.state == State.UNDER_ASSESSMENT
    idle = and_(assessing, f.unread.is_(None), f.ripe.is_(None))
    due = case(
        (~assessing, legal),
        (f.unread.is_not(None), f.unread + pace.read_answer),
        (f.ripe.is_not(None), f.ripe + pace.decide),
        (waits, awaited),
        else_=work_due,
    )
    trader = or_(f.state == State.RETURNED, and_(idle, waits))
    doers = {"only": case((and_(idle, ~waits), f.lead)), "never": case((f.unread.is_(None), f.barred))}
    return select(
        *columns(
            Kind.CASE,
            id=f.id,
            about=f.reference,
            case_id=f.id,
            operator_id=f.operator_id,
            due=due,
            legal=legal,
            trader=trader,
            **doers,
        )
    )


def actions(seat: Seat) -> Source:
    """Corrective actions: to be done by the trader, or reported and to be checked."""
    mine = or_(Finding.raised_by_id == seat.id, func.coalesce(Application.officer_id == seat.id, false()))
    things = select(CorrectiveAction.id).join(CorrectiveAction.finding)
    things = things.outerjoin(Application, Application.id == Finding.application_id)
    things = things.where(CorrectiveAction.state.in_([ActionState.ASKED, ActionState.REPORTED]))
    return Source(Kind.ACTION, things, tell_action, mine, false())


def tell_action(things: Select[Any]) -> Select[Any]:
    asked = CorrectiveAction.state == ActionState.ASKED
    checked_by = day(CorrectiveAction.reported_at) + rules().pace.check_action
    due = case((asked, CorrectiveAction.due_on), else_=checked_by)
    legal = case((asked, CorrectiveAction.due_on))
    named = {"about": Finding.reference + in_dispute(), "case_id": Finding.application_id}
    return tell(things, Kind.ACTION, CorrectiveAction, **named, due=due, legal=legal, trader=asked)


def in_dispute() -> ColumnElement[str]:
    """What the business disputes of an action, after its number."""
    states = (
        select(Dispute.state)
        .where(Dispute.about_id == CorrectiveAction.id, Dispute.state != DisputeState.TAKEN_BACK)
        .scalar_subquery()
    )
    said = {DisputeState.OPEN: ", disputed", DisputeState.UPHELD: ", dispute upheld", DisputeState.REJECTED: ", dispute rejected"}
    return func.coalesce(case(said, value=states), "")


def incidents(seat: Seat) -> Source:
    """Reported and not looked into: nobody's, and so everybody's."""
    things = select(Incident.id).where(Incident.state == IncidentState.REPORTED)
    return Source(Kind.INCIDENT, things, tell_incident, literal(seat.looks_into_incidents), true())


def tell_incident(things: Select[Any]) -> Select[Any]:
    due = day(Incident.reported_at) + rules().pace.assess_incident
    return tell(things, Kind.INCIDENT, Incident, about=Incident.reference, case_id=NOBODY, due=due, legal=NO_DAY, trader=false())


def proposals(seat: Seat) -> Source:
    """Suspensions, their ends and revocations that are proposed."""
    mine = or_(Decision.proposed_by_id == seat.id, literal(seat.holds(OfficerRole.DECISION_MAKER)))
    things = select(Decision.id).outerjoin(Decision.hearing).where(Decision.application_id.is_(None), is_live())
    return Source(Kind.PROPOSAL, things, tell_proposal, mine, false())


def tell_proposal(things: Select[Any]) -> Select[Any]:
    ripe = is_ripe(clock.today())
    at_once = and_(Decision.kind == Measure.SUSPEND, Decision.ground.in_(WITHOUT_HEARING))
    due = case((at_once, ripe_on()), (ripe, ripe_on() + rules().pace.decide), else_=Hearing.due_on)
    doers = {"trader": ~ripe, "never": case((ripe, barred()))}
    about = cast(Decision.kind, Text) + " " + cast(Decision.type, Text) + " " + cast(Decision.authorisation_id, Text)
    return tell(
        things, Kind.PROPOSAL, Decision, about=about, case_id=NOBODY, due=due, legal=case((~ripe, Hearing.due_on)), **doers
    )


def suspensions(seat: Seat) -> Source:
    """Suspensions that end by themselves."""
    mine = func.coalesce(Application.officer_id == seat.id, false())
    things = select(Authorisation.id).outerjoin(Application, Application.id == Authorisation.application_id)
    things = things.where(Authorisation.state == AuthorisationState.SUSPENDED, Authorisation.suspended_until.is_not(None))
    return Source(Kind.SUSPENSION, things, tell_suspension, mine, false())


def tell_suspension(things: Select[Any]) -> Select[Any]:
    until = Authorisation.suspended_until
    named = {"about": cast(Authorisation.type, Text), "case_id": Authorisation.application_id}
    return tell(things, Kind.SUSPENSION, Authorisation, **named, due=until, legal=until, trader=true())


def parts(seat: Seat) -> Source:
    """Parts of authorisations that become valid again by themselves."""
    mine = func.coalesce(Application.officer_id == seat.id, false())
    things = select(SuspendedPart.id).join(Authorisation, Authorisation.id == SuspendedPart.authorisation_id)
    things = things.outerjoin(Application, Application.id == Authorisation.application_id)
    things = things.where(SuspendedPart.state == PartState.SUSPENDED, SuspendedPart.suspended_until.is_not(None))
    return Source(Kind.PART, things, tell_part, mine, false())


def tell_part(things: Select[Any]) -> Select[Any]:
    until = SuspendedPart.suspended_until
    about = cast(Authorisation.type, Text) + " " + cast(Authorisation.id, Text)
    named = {"about": about, "case_id": Authorisation.application_id}
    return tell(things, Kind.PART, SuspendedPart, **named, due=until, legal=until, trader=true())


def disputes(seat: Seat) -> Source:
    """Facts that a business says are wrong: for a decision maker who did not establish them."""
    mine = and_(literal(seat.holds(OfficerRole.DECISION_MAKER)), Dispute.established_by_id.is_distinct_from(seat.id))
    things = select(Dispute.id).where(Dispute.state == DisputeState.OPEN)
    return Source(Kind.DISPUTE, things, tell_dispute, mine, false())


def tell_dispute(things: Select[Any]) -> Select[Any]:
    """Where nobody established the fact, whoever raised the dispute is the one who may not settle it."""
    due = day(Dispute.raised_at) + rules().pace.settle_dispute
    never = func.coalesce(Dispute.established_by_id, Dispute.raised_by_id)
    named = {"about": Dispute.reference, "case_id": NOBODY}
    return tell(things, Kind.DISPUTE, Dispute, **named, due=due, legal=NO_DAY, trader=false(), never=never)


def reviews(seat: Seat) -> Source:
    """Signed and not looked at, or asked about: for whoever had a case of the business, else nobody's."""
    taken = select(Application.operator_id).where(Application.operator_id == Review.operator_id)
    mine = and_(literal(seat.looks_into_incidents), taken.where(Application.officer_id == seat.id).exists())
    things = select(Review.id).where(Review.state.in_([ReviewState.SENT, ReviewState.ASKED]))
    return Source(Kind.REVIEW, things, tell_review, mine, ~taken.where(Application.officer_id.is_not(None)).exists())


def tell_review(things: Select[Any]) -> Select[Any]:
    """Where no answer came in time the officer has it back."""
    asked = Review.state == ReviewState.ASKED
    answer_by = day(func.coalesce(Review.asked_at, Review.sent_at)) + rules().review.answer
    waits = and_(asked, answer_by >= clock.today())
    due = case((asked, answer_by), else_=day(Review.sent_at) + rules().pace.read_review)
    about = cast(Review.year, Text) + " " + cast(Review.state, Text)
    return tell(things, Kind.REVIEW, Review, about=about, case_id=NOBODY, due=due, legal=case((waits, answer_by)), trader=waits)


def tell(things: Select[Any], kind: Kind, thing: Any, **values: Any) -> Select[Any]:
    return things.with_only_columns(*columns(kind, id=thing.id, operator_id=thing.operator_id, **values))


def columns(
    kind: Kind,
    *,
    id: Any,
    about: Any,
    case_id: Any,
    operator_id: Any,
    due: Any,
    legal: Any,
    trader: Any,
    only: Any = NOBODY,
    never: Any = NOBODY,
) -> list[Any]:
    """The same columns for every kind: `about` says which, `only` is the one officer who can act, `never` the one who may not."""
    who = case((trader, literal(Holder.TRADER.value)), else_=literal(Holder.CUSTOMS.value))
    thing = {"kind": literal(kind.value), "id": id, "about": about, "case_id": case_id, "operator_id": operator_id}
    named = {**thing, "due_on": due, "legal_on": legal, "who": who, "only": only, "never": never}
    return [column.label(name) for name, column in named.items()]


def visits(seat: Seat) -> ColumnElement[bool]:
    """Whether the officer is in the team of a visit."""
    team = select(audit_member.c.audit_id).where(audit_member.c.user_id == seat.id)
    mine = or_(Audit.lead_id == seat.id, Audit.id.in_(team))
    return Application.id.in_(select(Audit.application_id).where(mine))


def decides(seat: Seat) -> ColumnElement[bool]:
    """Whether a decision maker can sign something in the case."""
    if not seat.holds(OfficerRole.DECISION_MAKER):
        return false()
    ripe = select(Decision.application_id).outerjoin(Decision.hearing).where(Decision.application_id.is_not(None))
    return Application.id.in_(ripe.where(is_ripe(seat.day), Decision.proposed_by_id != seat.id))
