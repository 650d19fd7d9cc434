"""The holder disputes a fact: it waits for some days, unless it is serious (the policy says how long)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.compliance import policy
from app.compliance.models import Dispute
from app.compliance.states import DISPUTE_LIFECYCLE, DisputeState
from app.compliance.words import Disputable
from app.core.errors import Invalid, WrongState, allow
from app.history.kinds import Kind
from app.history.service import record


class AlreadyDisputed(WrongState):
    def __init__(self) -> None:
        super().__init__("This has been disputed already. Against the answer there is the appeal.")


class Unexplained(Invalid):
    def __init__(self) -> None:
        super().__init__("Say what is wrong with it: customs decides on what you write", "reason")


@dataclass(frozen=True)
class Established:
    """A fact that counts against an operator, and who established it."""

    about: Disputable
    about_id: UUID
    operator_id: UUID
    reference: str
    established_by_id: UUID | None


def dispute(session: Session, fact: Established, *, by: User, reason: str) -> Dispute:
    """Say that it is wrong. A decision maker who did not establish it settles the matter.

    `Unexplained` without a reason, `AlreadyDisputed` the second time.
    """
    allow(policy.can_dispute(by, fact.operator_id))
    if not reason.strip():
        raise Unexplained
    earlier = select(Dispute.id).where(Dispute.about_id == fact.about_id, Dispute.state != DisputeState.TAKEN_BACK)
    if session.scalar(earlier):
        raise AlreadyDisputed
    raised = Dispute(**vars(fact), reason=reason.strip(), raised_by_id=by.id, state=DisputeState.OPEN)
    session.add(raised)
    session.flush()
    record(session, Kind.FACT_DISPUTED, about=raised, by=by, fact=fact.about, reference=fact.reference)
    return raised


def take_back(session: Session, raised: Dispute, *, by: User) -> None:
    """The fact counts again; it may be disputed anew."""
    allow(policy.can_dispute(by, raised.operator_id))
    raised.state = DISPUTE_LIFECYCLE.step(raised.state, DisputeState.TAKEN_BACK)
    record(session, Kind.DISPUTE_TAKEN_BACK, about=raised, by=by, fact=raised.about, reference=raised.reference)
