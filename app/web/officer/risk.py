"""The risk credit of an operator: both figures with every part."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask_login import current_user

from app.extensions import db
from app.operators import policy
from app.operators.models import Operator
from app.risk import queries
from app.web.credit import Credit
from app.web.officer import officer
from app.web.officer.heads import operator_head


@officer.get("/operators/<uuid:operator_id>/risk")
def show_risk(operator_id: UUID) -> str:
    operator = db.session.scalars(policy.visible_to(current_user.user).where(Operator.id == operator_id)).one()
    computation = queries.latest(db.session, operator_id)
    return render_template(
        "officer/operators/risk.html",
        head=operator_head(operator, "Risk credit"),
        credit=Credit(computation, for_officers=True) if computation else None,
    )
