"""An alert about solvency: confirmed, and lifted again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.compliance import policy
from app.compliance.models import SolvencyAlert
from app.compliance.service.infringements import Undescribed
from app.compliance.states import ALERT_LIFECYCLE, AlertState
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.core.references import next_number
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Operator


class AlreadyAlerted(WrongState):
    def __init__(self) -> None:
        super().__init__("An alert about the solvency of this business stands already.")


class AheadOfTime(Invalid):
    def __init__(self) -> None:
        super().__init__("The alert cannot begin in the future: check the day", "since")


def confirm_alert(session: Session, operator: Operator, *, by: User, since: date, description: str) -> SolvencyAlert:
    """Somebody looked into the signs, and they are sound: it counts until it is lifted.

    `AheadOfTime`, `Undescribed`, or `AlreadyAlerted` where one stands.
    """
    allow(policy.can_record(by))
    if since > clock.today():
        raise AheadOfTime
    if not description.strip():
        raise Undescribed("description")
    if session.scalar(select(SolvencyAlert.id).where(*is_open(operator))):
        raise AlreadyAlerted
    alert = SolvencyAlert(
        operator_id=operator.id,
        reference=next_number(session, "SOL"),
        since=since,
        description=description.strip(),
        recorded_by_id=by.id,
    )
    session.add(alert)
    session.flush()
    record(session, Kind.SOLVENCY_ALERT_CONFIRMED, about=alert, by=by, reference=alert.reference)
    return alert


def is_open(operator: Operator) -> tuple[ColumnElement[bool], ...]:
    return SolvencyAlert.operator_id == operator.id, SolvencyAlert.state == AlertState.CONFIRMED


def lift(session: Session, alert: SolvencyAlert, *, by: User, because: str) -> None:
    """The business is solvent, or gave a guarantee; `Undescribed` without a reason."""
    allow(policy.can_record(by))
    stepped = ALERT_LIFECYCLE.step(alert.state, AlertState.LIFTED)
    if not because.strip():
        raise Undescribed("because")
    alert.state = stepped
    alert.lifted_at, alert.lifted_because = clock.now(), because.strip()
    record(session, Kind.SOLVENCY_ALERT_LIFTED, about=alert, by=by, reference=alert.reference)
