"""From a proposal to its approval, by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record
from app.risk.policies import policy as rights
from app.risk.policies import queries
from app.risk.policies.models import Period, RiskPolicy
from app.risk.policies.service.periods import begin
from app.risk.policies.service.steps import close, step
from app.risk.policies.states import State
from app.risk.policies.text import sound

if TYPE_CHECKING:
    from app.accounts.models import User


class CodeTaken(Invalid):
    """A policy is never changed: a changed one is another policy."""

    def __init__(self, code: str) -> None:
        super().__init__(f"There is a policy {code} already, or this text by another id. A policy is never changed.", "body")


def propose(session: Session, content: dict[str, Any], *, by: User | None, note: str = "") -> RiskPolicy:
    """Put a policy before the others: it can be tried and decided on, and never changed. `Unsound` or `CodeTaken`."""
    allow(rights.can_propose(by), "Only a programme manager proposes a policy.")
    policy = sound(content)
    if queries.find(session, policy.id) or queries.by_hash(session, policy.sha256):
        raise CodeTaken(policy.id)
    row = RiskPolicy(code=policy.id, sha256=policy.sha256, body=content, note=note, proposed_by_id=by.id if by else None)
    session.add(row)
    session.flush()
    record(session, Kind.POLICY_PROPOSED, about=row, by=by, policy=row.code, sha256=row.sha256)
    return row


def approve(session: Session, row: RiskPolicy, *, by: User) -> Period:
    """The second pair of eyes. It comes into force on its day, or at once where that has come."""
    allow(rights.can_approve(by, row), _why_not(by))
    step(session, row, State.APPROVED)
    row.approved_by_id, row.approved_at = by.id, clock.now()
    record(session, Kind.POLICY_APPROVED, about=row, by=by, policy=row.code, sha256=row.sha256)
    return begin(session, row, max(clock.now(), clock.start_of(row.policy.effective_from)), by=by)


def reject(session: Session, row: RiskPolicy, *, by: User, reason: str) -> None:
    """It will not come into force; a better one has an id of its own."""
    allow(rights.can_approve(by, row), _why_not(by))
    close(session, row, State.REJECTED, by=by, reason=reason)
    record(session, Kind.POLICY_REJECTED, about=row, by=by, policy=row.code, reason=reason)


def withdraw(session: Session, row: RiskPolicy, *, by: User, reason: str = "") -> None:
    """Nobody needs to decide on it any more."""
    allow(rights.can_withdraw(by, row), "Only who proposed it, or a programme manager, takes a policy back.")
    close(session, row, State.WITHDRAWN, by=by, reason=reason)
    record(session, Kind.POLICY_WITHDRAWN, about=row, by=by, policy=row.code, reason=reason)


def _why_not(by: User) -> str:
    if rights.can_decide(by):
        return "You proposed this policy: somebody else has to decide on it."
    return "Only programme managers and decision makers decide on policies."
