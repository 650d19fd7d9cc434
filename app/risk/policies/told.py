"""The policies as look-up nodes keep them: by these they work out the credit of a moment that no record was written for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.risk.policies.models import Period, RiskPolicy


def ever_in_force(session: Session) -> Sequence[dict[str, Any]]:
    """Their texts: of every policy that is, was or will be."""
    used = select(RiskPolicy.body).where(RiskPolicy.id.in_(select(Period.policy_id)))
    return session.scalars(used.order_by(RiskPolicy.code)).all()


def periods(session: Session) -> list[dict[str, str]]:
    """From when on which is in force, in that order; of two that begin together the last stands."""
    begun = select(Period.from_at, RiskPolicy.code).join(Period.row).order_by(Period.from_at, Period.position)
    return [{"from_at": from_at.isoformat(), "policy": code} for from_at, code in session.execute(begun)]
