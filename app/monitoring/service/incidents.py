"""Security incidents: reported by the trader, looked into by customs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock
from app.core.errors import Invalid, allow
from app.core.references import next_number
from app.documents.attaching import attach
from app.documents.models import Document
from app.history.kinds import Kind
from app.history.service import record
from app.monitoring import policy
from app.monitoring.models import Incident
from app.monitoring.states import LIFECYCLE, Counting, IncidentType, State
from app.operators.models import Operator
from app.programme.words import Mode


class NotYet(Invalid):
    """An incident lies in the past."""

    def __init__(self) -> None:
        super().__init__("The incident cannot lie in the future: check day and hour", "occurred_at")


@dataclass(frozen=True)
class Account:
    """What the trader tells of an incident."""

    what: IncidentType
    occurred_at: datetime
    place: str
    description: str
    consequences: str
    measures: str
    goods: str = ""
    mode: Mode | None = None
    site_id: UUID | None = None


def report(session: Session, operator: Operator, account: Account, *, by: User) -> Incident:
    """Tell customs, now; `NotYet` for what is still to happen. Whether it counts is decided once it has been looked into."""
    allow(policy.can_report(by, operator.id))
    if account.occurred_at > clock.now():
        raise NotYet
    incident = Incident(
        operator_id=operator.id, reference=next_number(session, "I"), reported_by_id=by.id, state=State.REPORTED, **vars(account)
    )
    session.add(incident)
    session.flush()
    record(session, Kind.INCIDENT_REPORTED, about=incident, by=by, reference=incident.reference, what=incident.what)
    return incident


class NothingAdded(Invalid):
    def __init__(self) -> None:
        super().__init__("Write what you have learnt since", "text")


def add_to(session: Session, incident: Incident, *, by: User, text: str, documents: Sequence[Document] = ()) -> None:
    """Add what the business learnt since, also after customs has looked into it; `NothingAdded` if it is nothing.

    The report itself stays as it was sent.
    """
    allow(policy.can_report(by, incident.operator_id))
    if not text.strip():
        raise NothingAdded
    attach(session, incident, documents)
    record(session, Kind.INCIDENT_ADDED_TO, about=incident, by=by, reference=incident.reference, text=text.strip())


class Unassessed(Invalid):
    """The trader reads why it counts, or why it does not."""

    def __init__(self) -> None:
        super().__init__("Write what you found: the trader reads it", "assessment")


def confirm(session: Session, incident: Incident, *, by: User, counting: Counting, assessment: str) -> None:
    """It happened, and from now on counts in the modifier as said."""
    allow(policy.can_assess(by))
    assess(incident, State.CONFIRMED, by=by, assessment=assessment)
    incident.counting = counting
    record(session, Kind.INCIDENT_CONFIRMED, about=incident, by=by, reference=incident.reference, counting=counting)


def dismiss(session: Session, incident: Incident, *, by: User, assessment: str) -> None:
    """Nothing that would count."""
    allow(policy.can_assess(by))
    assess(incident, State.DISMISSED, by=by, assessment=assessment)
    record(session, Kind.INCIDENT_DISMISSED, about=incident, by=by, reference=incident.reference)


def assess(incident: Incident, state: State, *, by: User, assessment: str) -> None:
    """Close the report with what customs found, else `Unassessed`."""
    stepped = LIFECYCLE.step(incident.state, state)
    if not assessment.strip():
        raise Unassessed
    incident.state = stepped
    incident.assessment, incident.assessed_at, incident.assessed_by = assessment.strip(), clock.now(), by
