"""The policies as systems read them: those that are, were or will be in force. One only proposed is the programme's business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from app.risk.policies.models import Period, RiskPolicy


def text(session: Session, code: str) -> dict[str, Any] | None:
    """One with its hash; None where no such policy was ever to be in force."""
    row = session.execute(used().where(RiskPolicy.code == code)).one_or_none()
    return {"id": row.code, "sha256": row.sha256, "policy": row.body} if row else None


def texts(session: Session) -> list[dict[str, Any]]:
    """All of them: by these a look-up node works out the credit of a moment that no record was written for."""
    return [row.body for row in session.execute(used().order_by(RiskPolicy.code))]


def used() -> Select[Any]:
    return select(RiskPolicy.code, RiskPolicy.sha256, RiskPolicy.body).where(RiskPolicy.id.in_(select(Period.policy_id)))


def periods(session: Session) -> Sequence[Row[datetime, str, str]]:
    """From when on which is in force, `from_at`, `policy` and `sha256`; of two that begin together the last stands."""
    begun = select(Period.from_at, RiskPolicy.code.label("policy"), RiskPolicy.sha256).join(Period.row)
    return session.execute(begun.order_by(Period.from_at, Period.position)).all()


def turns(session: Session) -> list[dict[str, str]]:
    """The same as look-up nodes keep it."""
    return [{"from_at": one.from_at.isoformat(), "policy": one.policy} for one in periods(session)]
