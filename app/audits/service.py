"""Site visits: planned, held, reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications.models import Application
from app.applications.states import State as ApplicationState
from app.audits import policy
from app.audits.models import Audit, Observation
from app.audits.states import LIFECYCLE, State, VisitMode
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.core.references import next_number
from app.criteria.words import Result
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Site


@dataclass(frozen=True)
class Plan:
    """Who comes when to which sites. The lead is an auditor."""

    mode: VisitMode
    starts_on: date
    ends_on: date
    sites: Sequence[Site]
    lead: User
    team: Sequence[User] = ()
    agenda: str = ""


def plan(session: Session, application: Application, wanted: Plan, *, by: User) -> Audit:
    """Plan a visit; the trader sees it at once."""
    allow(policy.can_plan(by))
    if application.state is not ApplicationState.UNDER_ASSESSMENT:
        raise WrongState(f"{application.state.label}: a visit belongs to an assessment.")
    check(application, wanted)
    audit = Audit(
        operator_id=application.operator_id,
        application_id=application.id,
        reference=next_number(session, "V"),
        state=State.PLANNED,
    )
    fill(audit, wanted)
    session.add(audit)
    session.flush()
    tell(session, Kind.AUDIT_PLANNED, audit, by)
    return audit


def change(session: Session, audit: Audit, wanted: Plan, *, by: User) -> None:
    """Other days, sites or people; the trader is told again."""
    allow(policy.can_plan(by))
    if audit.state is not State.PLANNED:
        raise WrongState(f"{audit.state.label}: the plan stands.")
    check(audit.application, wanted)
    fill(audit, wanted)
    tell(session, Kind.AUDIT_CHANGED, audit, by)


def cancel(session: Session, audit: Audit, *, by: User, reason: str) -> None:
    allow(policy.can_plan(by))
    audit.state = LIFECYCLE.step(audit.state, State.CANCELLED)
    tell(session, Kind.AUDIT_CANCELLED, audit, by, reason=reason)


def check(application: Application, wanted: Plan) -> None:
    if not wanted.sites:
        raise Invalid("Choose at least one site", "sites")
    if any(site.operator_id != application.operator_id for site in wanted.sites):
        raise Invalid("Choose sites of this business", "sites")
    if wanted.ends_on < wanted.starts_on:
        raise Invalid("The last day lies before the first", "ends_on")
    if not wanted.lead.holds(OfficerRole.AUDITOR):
        raise Invalid("Choose an auditor as lead", "lead")


def fill(audit: Audit, wanted: Plan) -> None:
    audit.mode, audit.starts_on, audit.ends_on = wanted.mode, wanted.starts_on, wanted.ends_on
    audit.lead_id, audit.agenda = wanted.lead.id, wanted.agenda
    audit.sites, audit.team = list(wanted.sites), [member for member in wanted.team if member.id != wanted.lead.id]


def observe(
    session: Session, audit: Audit, *, by: User, criterion: str, result: Result, text: str, site_id: UUID | None = None
) -> Observation:
    """What was seen of one criterion. For officers only, until the report tells it."""
    allow(policy.can_observe(by, audit), "Only the team of this visit records what it saw.")
    if audit.state is not State.PLANNED:
        raise WrongState(f"{audit.state.label}: nothing is added to a visit that is over.")
    if site_id is not None and site_id not in {site.id for site in audit.sites}:
        raise Invalid("Choose one of the sites of this visit", "site")
    observation = Observation(
        operator_id=audit.operator_id,
        audit_id=audit.id,
        site_id=site_id,
        criterion=criterion,
        result=result,
        text=text,
        observed_by_id=by.id,
    )
    session.add(observation)
    session.flush()
    record(
        session,
        Kind.OBSERVATION_RECORDED,
        about=observation,
        by=by,
        case=audit.application_id,
        criterion=criterion,
        result=result,
    )
    return observation


def report(session: Session, audit: Audit, *, by: User, text: str) -> None:
    """Sign the report; the trader reads it from now on."""
    allow(policy.can_report(by, audit), "Only the lead of this visit signs its report.")
    if audit.starts_on > clock.today():
        raise WrongState(f"The visit starts on {audit.starts_on:%-d %B %Y}: the report follows it.")
    audit.state = LIFECYCLE.step(audit.state, State.REPORTED)
    audit.report, audit.reported_at = text, clock.now()
    tell(session, Kind.AUDIT_REPORTED, audit, by)


def tell(session: Session, kind: Kind, audit: Audit, by: User, **facts: object) -> None:
    days = {"starts_on": audit.starts_on.isoformat(), "ends_on": audit.ends_on.isoformat()}
    record(session, kind, about=audit, by=by, case=audit.application_id, visit=audit.reference, **days, **facts)
