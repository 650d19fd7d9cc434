"""Putting an infringement on record, and taking it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.compliance import affairs, policy
from app.compliance.models import Infringement
from app.compliance.states import INFRINGEMENT_LIFECYCLE, InfringementState
from app.compliance.words import Severity
from app.core import clock
from app.core.errors import Invalid, allow
from app.core.references import next_number
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Operator
from app.programme.words import Domain


class NotFinal(Invalid):
    def __init__(self) -> None:
        super().__init__("The final decision cannot lie in the future: check its day", "decided_on")


class NoDomain(Invalid):
    def __init__(self) -> None:
        super().__init__("Choose at least one figure that it concerns", "domains")


class Undescribed(Invalid):
    """The holder reads why it counts against him."""

    def __init__(self, field: str) -> None:
        super().__init__("Write what it is: the trader reads it", field)


@dataclass(frozen=True)
class Account:
    """What the final decision says."""

    decided_on: date
    severity: Severity
    domains: Sequence[Domain]
    description: str
    legal_basis: str
    disclosed: bool = False
    cause: str | None = None
    check_id: UUID | None = None

    def check(self) -> None:
        if self.decided_on > clock.today():
            raise NotFinal
        if not self.domains:
            raise NoDomain
        if not self.description.strip():
            raise Undescribed("description")
        if self.check_id and (self.cause or "").strip():
            raise affairs.TwoCauses


def record_infringement(session: Session, operator: Operator, account: Account, *, by: User) -> Infringement:
    """From now on it counts in the modifier by its age; the holder is told and may dispute it.

    `NotFinal`, `NoDomain` or `Undescribed` where the account is not one of a final decision; `affairs` refuses a number or a
    check that is not of an affair of this business.
    """
    allow(policy.can_record(by))
    account.check()
    cause, check_id = affairs.numbered(session, operator, account.cause), affairs.check_of(session, operator, account.check_id)
    infringement = Infringement(
        operator_id=operator.id,
        reference=next_number(session, "INF"),
        recorded_by_id=by.id,
        state=InfringementState.RECORDED,
        **vars(account) | {"domains": sorted(account.domains), "cause": cause, "check_id": check_id},
    )
    session.add(infringement)
    session.flush()
    reference, severity = infringement.reference, infringement.severity
    record(session, Kind.INFRINGEMENT_RECORDED, about=infringement, by=by, reference=reference, severity=severity)
    return infringement


def withdraw(session: Session, infringement: Infringement, *, by: User, because: str) -> None:
    """It was recorded in error, or the decision did not stand: it counts no more; `Undescribed` without a reason."""
    allow(policy.can_record(by))
    stepped = INFRINGEMENT_LIFECYCLE.step(infringement.state, InfringementState.WITHDRAWN)
    if not because.strip():
        raise Undescribed("because")
    infringement.state = stepped
    infringement.withdrawn_at, infringement.withdrawn_because = clock.now(), because.strip()
    record(session, Kind.INFRINGEMENT_WITHDRAWN, about=infringement, by=by, reference=infringement.reference)
