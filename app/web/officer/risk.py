"""The risk credit of an operator: both figures with every part."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import render_template
from flask_login import current_user

from app.compliance.against import disputes_of
from app.compliance.doubt import doubts
from app.compliance.models import Dispute
from app.compliance.states import DisputeState
from app.core import clock
from app.extensions import db
from app.operators import policy
from app.operators.models import Operator
from app.risk import queries
from app.risk.policies.queries import period_at
from app.risk.policy import Policy
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
        in_force_since=period_at(db.session, computation.computed_at).from_at if computation else None,
        waiting=waiting(operator_id, credit.policy) if credit else [],
        looks=usage.looks(db.session, operator_id),
    )


def waiting(operator_id: UUID, policy: Policy) -> list[tuple[Dispute, date]]:
    """What is disputed, and the last day on which it may therefore not count."""
    theirs = db.session.scalars(disputes_of(current_user.user, operator_id)).all()
    known = doubts(theirs)
    since = ((one, known[one.about_id].since) for one in theirs if one.state is DisputeState.OPEN)
    told = ((one, policy.waits_until(day)) for one, day in since if day)
    return [(one, until) for one, until in told if until >= clock.today()]
