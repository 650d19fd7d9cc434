"""Planning a visit, changing the plan, calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications.models import Application
from app.applications.states import State as ApplicationState
from app.audits import policy
from app.audits.models import Audit, Observation
from app.audits.service.hold import hold
from app.audits.states import LIFECYCLE, State, VisitMode
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.core.references import next_number
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Site

LONGEST = timedelta(days=30)


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
    """Plan a visit, which the trader sees at once; `WrongState` unless the application is under assessment."""
    allow(policy.can_plan(by))
    if application.state is not ApplicationState.UNDER_ASSESSMENT:
        raise WrongState(f"{application.state.label}: a visit belongs to an assessment.")
    check(application, wanted)
    not_before_today(wanted)
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
    """Put other days, sites or people in place, and tell the trader again.

    `Invalid` without a site at which something was seen already.
    """
    allow(policy.can_plan(by))
    hold(session, audit, "the plan stands.")
    check(audit.application, wanted)
    if wanted.starts_on != audit.starts_on:
        not_before_today(wanted)
    seen = select(Observation.site_id).where(Observation.audit_id == audit.id, Observation.site_id.is_not(None))
    if not set(session.scalars(seen)) <= {site.id for site in wanted.sites}:
        raise Invalid("Keep the sites at which something was seen already", "sites")
    fill(audit, wanted)
    tell(session, Kind.AUDIT_CHANGED, audit, by)


def cancel(session: Session, audit: Audit, *, by: User, reason: str) -> None:
    """Call the visit off with a reason, which the trader reads, else `Invalid`. Another may be planned."""
    allow(policy.can_plan(by))
    if not reason.strip():
        raise Invalid("Say why the visit is called off", "reason")
    audit.state = LIFECYCLE.step(audit.state, State.CANCELLED)
    tell(session, Kind.AUDIT_CANCELLED, audit, by, reason=reason.strip())


def close_open(session: Session, application: Application) -> None:
    """The application was withdrawn: nobody comes any more. Of a visit that has begun the report may still be written."""
    ahead = select(Audit).where(
        Audit.application_id == application.id, Audit.state == State.PLANNED, Audit.starts_on > clock.today()
    )
    for audit in session.scalars(ahead.order_by(Audit.starts_on, Audit.id).with_for_update()):
        audit.state = LIFECYCLE.step(audit.state, State.CANCELLED)
        tell(session, Kind.AUDIT_CANCELLED, audit, None, reason="The application was withdrawn.")


def check(application: Application, wanted: Plan) -> None:
    """`Invalid` at the field whose people, sites or days cannot be."""
    if not wanted.sites:
        raise Invalid("Choose at least one site", "sites")
    if any(site.operator_id != application.operator_id for site in wanted.sites):
        raise Invalid("Choose sites of this business", "sites")
    if wanted.ends_on < wanted.starts_on:
        raise Invalid("The last day lies before the first", "ends_on")
    if wanted.ends_on - wanted.starts_on >= LONGEST:
        raise Invalid(f"A visit takes at most {LONGEST.days} days", "ends_on")
    if not wanted.lead.holds(OfficerRole.AUDITOR):
        raise Invalid("Choose an auditor as lead", "lead")
    if not all(member.is_officer for member in wanted.team):
        raise Invalid("Choose officers", "team")


def not_before_today(wanted: Plan) -> None:
    """`Invalid` for a visit in the past."""
    if wanted.starts_on < clock.today():
        raise Invalid("Enter today or a later day", "starts_on")


def fill(audit: Audit, wanted: Plan) -> None:
    audit.mode, audit.starts_on, audit.ends_on = wanted.mode, wanted.starts_on, wanted.ends_on
    audit.lead, audit.lead_id, audit.agenda = wanted.lead, wanted.lead.id, wanted.agenda
    audit.sites, audit.team = list(wanted.sites), [member for member in wanted.team if member.id != wanted.lead.id]


def tell(session: Session, kind: Kind, audit: Audit, by: User | None, **facts: object) -> None:
    """The event that the trader and the office read."""
    days = {"starts_on": audit.starts_on.isoformat(), "ends_on": audit.ends_on.isoformat()}
    record(session, kind, about=audit, by=by, case=audit.application_id, visit=audit.reference, **days, **facts)
