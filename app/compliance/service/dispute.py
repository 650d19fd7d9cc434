"""The holder disputes a fact: it waits for some days, unless it is serious (the policy says how long)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
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


class DisputedTooOften(WrongState):
    def __init__(self) -> None:
        super().__init__(f"This has been disputed and taken back {AT_MOST} times. Write to customs if it is still wrong.")


class Unexplained(Invalid):
    def __init__(self) -> None:
        super().__init__("Say what is wrong with it: customs decides on what you write", "reason")


AT_MOST = 3
"""Of one fact. Each writes to those who decide, and goes to the end of their queue."""


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

    `Unexplained` without a reason, `AlreadyDisputed` the second time, unless the first was taken back; `DisputedTooOften`.
    """
    allow(policy.can_dispute(by, fact.operator_id))
    if not reason.strip():
        raise Unexplained
    if len(earlier(session, fact)) >= AT_MOST:
        raise DisputedTooOften
    raised = Dispute(**vars(fact), reason=reason.strip(), raised_by_id=by.id, state=DisputeState.OPEN)
    keep(session, raised)
    record(session, Kind.FACT_DISPUTED, about=raised, by=by, fact=fact.about, reference=fact.reference)
    return raised


def earlier(session: Session, fact: Established) -> Sequence[DisputeState]:
    """What became of the disputes of a fact, all of them taken back; else `AlreadyDisputed`."""
    states = session.scalars(select(Dispute.state).where(Dispute.about_id == fact.about_id)).all()
    if any(state is not DisputeState.TAKEN_BACK for state in states):
        raise AlreadyDisputed
    return states


def keep(session: Session, raised: Dispute) -> None:
    """Add it, or `AlreadyDisputed`: of two at once the database takes one."""
    try:
        with session.begin_nested():
            session.add(raised)
    except IntegrityError:
        raise AlreadyDisputed from None


def take_back(session: Session, raised: Dispute, *, by: User) -> None:
    """The fact counts again; it may be disputed anew."""
    allow(policy.can_dispute(by, raised.operator_id))
    raised.state = DISPUTE_LIFECYCLE.step(raised.state, DisputeState.TAKEN_BACK)
    record(session, Kind.DISPUTE_TAKEN_BACK, about=raised, by=by, fact=raised.about, reference=raised.reference)
