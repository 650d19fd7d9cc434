"""Everything that was written down of operators, whatever room it is kept in, in one statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Text, Uuid, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from app.audits.models import Audit
from app.audits.states import State as AuditState
from app.compliance.models import Dispute, Infringement, SolvencyAlert
from app.compliance.states import AlertState, InfringementState
from app.core.bulk import among
from app.findings.models import CorrectiveAction, Finding
from app.findings.states import ActionState
from app.findings.states import State as FindingState
from app.monitoring.models import Incident, Review
from app.monitoring.states import ReviewState
from app.monitoring.states import State as IncidentState
from app.outcomes.sums import operator_day, operator_sum

NOTHING = cast(null(), Uuid)
VISIT, INCIDENT, ACTION, INFRINGEMENT, ALERT, DISPUTE = "visit", "incident", "action", "infringement", "alert", "dispute"
LODGED, CHECKED, LATE = "lodged", "checked", "late"


class Said(NamedTuple):
    """One fact: `about_id` is its own id, of a dispute that of the fact in dispute."""

    about_id: UUID
    told: dict[str, Any]


Stated = Mapping[UUID, Mapping[str, list[Said]]]


def stated(session: Session, ids: Collection[UUID], *, lodged_since: date, checked_since: date) -> Stated:
    """By operator and kind."""
    outcomes = (lodged(ids, lodged_since), checked(ids, checked_since))
    against = (incidents(ids), actions(ids), infringements(ids), alerts(ids), late_reviews(ids), disputes(ids))
    every = union_all(visits(ids), *against, *outcomes)
    found: dict[UUID, dict[str, list[Said]]] = {one: {} for one in ids}
    for kind, about_id, operator_id, told in session.execute(every):
        found[operator_id].setdefault(kind, []).append(Said(about_id, told))
    return found


def one(kind: str, about: Any, operator: Any, **told: Any) -> Select[Any]:
    pairs = [part for name, column in told.items() for part in (literal(name), column)]
    return select(
        literal(kind).label("kind"), about.label("about_id"), operator.label("operator_id"), func.json_build_object(*pairs)
    )


def visits(ids: Collection[UUID]) -> Select[Any]:
    last = one(VISIT, NOTHING, Audit.operator_id, on=func.max(Audit.ends_on))
    return last.where(among(Audit.operator_id, ids), Audit.state == AuditState.REPORTED).group_by(Audit.operator_id)


def incidents(ids: Collection[UUID]) -> Select[Any]:
    told = {"at": Incident.occurred_at, "counting": Incident.counting, "reference": Incident.reference}
    counted = (Incident.state == IncidentState.CONFIRMED, Incident.counting.is_not(None))
    return one(INCIDENT, Incident.id, Incident.operator_id, **told).where(among(Incident.operator_id, ids), *counted)


def actions(ids: Collection[UUID]) -> Select[Any]:
    owed = one(ACTION, CorrectiveAction.id, CorrectiveAction.operator_id, due_on=CorrectiveAction.due_on, domain=Finding.domain)
    still = (CorrectiveAction.state == ActionState.ASKED, Finding.state == FindingState.OPEN)
    return owed.join(Finding, Finding.id == CorrectiveAction.finding_id).where(among(CorrectiveAction.operator_id, ids), *still)


def infringements(ids: Collection[UUID]) -> Select[Any]:
    told = {
        "on": Infringement.decided_on,
        "severity": Infringement.severity,
        "domains": Infringement.domains,
        "disclosed": Infringement.disclosed,
        "cause": func.coalesce(Infringement.cause, cast(Infringement.check_id, Text)),
        "check": Infringement.check_id,
        "reference": Infringement.reference,
    }
    stands = Infringement.state == InfringementState.RECORDED
    return one(INFRINGEMENT, Infringement.id, Infringement.operator_id, **told).where(
        among(Infringement.operator_id, ids), stands
    )


def alerts(ids: Collection[UUID]) -> Select[Any]:
    stands = SolvencyAlert.state == AlertState.CONFIRMED
    told = one(ALERT, SolvencyAlert.id, SolvencyAlert.operator_id, since=SolvencyAlert.since)
    return told.where(among(SolvencyAlert.operator_id, ids), stands)


def late_reviews(ids: Collection[UUID]) -> Select[Any]:
    """Those still missing of which it is known from when on they count, though it be ahead."""
    told = one(LATE, Review.id, Review.operator_id, on=Review.late_from)
    missing = (Review.state == ReviewState.OPEN, Review.late_from.is_not(None))
    return told.where(among(Review.operator_id, ids), *missing)


def disputes(ids: Collection[UUID]) -> Select[Any]:
    """All there were: what they make of a fact, `app.compliance.doubt` says."""
    told = {"state": Dispute.state, "raised_at": Dispute.raised_at, "fact": Dispute.about}
    return one(DISPUTE, Dispute.about_id, Dispute.operator_id, **told).where(among(Dispute.operator_id, ids))


def lodged(ids: Collection[UUID], since: date) -> Select[Any]:
    sums = operator_sum.c
    told = one(LODGED, NOTHING, sums.operator_id, declarations=func.sum(sums.declarations))
    return told.where(among(sums.operator_id, ids), sums.month >= since).group_by(sums.operator_id)


def checked(ids: Collection[UUID], since: date) -> Select[Any]:
    days = operator_day.c
    told = one(CHECKED, NOTHING, days.operator_id, on=days.on, role=days.role, checks=days.checks, errors=days.errors)
    return told.where(among(days.operator_id, ids), days.on >= since, days.checks > 0)
