"""The risk credit of an operator: both figures with every part."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask import render_template
from flask_login import current_user

from app.authorisations import queries as held
from app.authorisations.models import SuspendedPart
from app.compliance.against import disputes_of
from app.compliance.doubt import doubts
from app.compliance.models import Dispute, Infringement
from app.compliance.policy import visible_to
from app.compliance.states import DisputeState
from app.core import clock
from app.extensions import db
from app.operators import policy
from app.operators.models import Operator
from app.risk import queries
from app.risk.ahead import next_change
from app.risk.facts import Facts
from app.risk.language import Infringements
from app.risk.models import Computation
from app.risk.policies.queries import period_at
from app.risk.policy import Policy
from app.risk.service import policy_of
from app.usage import queries as usage
from app.web.credit import Credit
from app.web.officer import officer
from app.web.officer.heads import operator_head


@officer.get("/operators/<uuid:operator_id>/risk")
def show_risk(operator_id: UUID) -> str:
    operator = db.session.scalars(policy.visible_to(current_user.user).where(Operator.id == operator_id)).one()
    computation = queries.latest(db.session, operator_id)
    credit = Credit(computation, for_officers=True) if computation else None
    return render_template(
        "officer/operators/risk.html",
        head=operator_head(operator, "Risk credit"),
        credit=credit,
        suspended=suspended(operator_id),
        changes_at=changes_at(computation) if computation else None,
        in_force_since=period_at(db.session, computation.computed_at).from_at if computation else None,
        waiting=waiting(operator_id, credit.policy) if credit else [],
        looks=usage.looks(db.session, operator_id),
    )


def suspended(operator_id: UUID) -> list[SuspendedPart]:
    """Parts of which a shipment earns nothing."""
    return [part for one in held.of_operator(db.session, operator_id) for part in one.suspended_parts]


def changes_at(computation: Computation) -> datetime | None:
    """When the points change by themselves, as the trader is told it; `next_change_at` is when they might."""
    then = next_change(Facts.from_dict(computation.facts), policy_of(computation), computation.computed_at)
    return then.computed_at if then else None


def waiting(operator_id: UUID, policy: Policy) -> list[tuple[Dispute, date | None]]:
    """What is disputed, and the last day on which it therefore does not count; None where it counts meanwhile."""
    theirs = db.session.scalars(disputes_of(current_user.user, operator_id)).all()
    known, unwaiting = doubts(theirs), never_waiting(operator_id, policy)
    since = ((one, known[one.about_id].since) for one in theirs if one.state is DisputeState.OPEN)
    told = ((one, None if one.about_id in unwaiting else policy.waits_until(day)) for one, day in since if day)
    return [(one, until) for one, until in told if until is None or until >= clock.today()]


def never_waiting(operator_id: UUID, policy: Policy) -> set[UUID]:
    """Infringements so serious that they count while they are disputed."""
    waits = {rule.severity for rule in policy.rules if isinstance(rule, Infringements) and rule.disputable}
    theirs = visible_to(current_user.user).where(Infringement.operator_id == operator_id)
    return {one.id for one in db.session.scalars(theirs) if one.severity not in waits}
