"""What a person may do for a business changes, or ends."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import policy
from app.accounts.models import Membership, User
from app.accounts.words import MembershipRole
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.history.kinds import Kind
from app.history.service import record


class LastSignatory(Invalid):
    """A business without a signatory could bind itself to nothing."""

    def __init__(self) -> None:
        super().__init__("This is the last signatory of the business. Make somebody else signatory first.")


def end_membership(session: Session, membership: Membership, *, by: User) -> None:
    """From this moment the person sees nothing of the business any more."""
    allow(policy.can_end(by, membership))
    close(session, membership)
    record(session, Kind.MEMBERSHIP_ENDED, about=membership, by=by, role=membership.role.value)


def change_role(session: Session, membership: Membership, *, by: User, role: MembershipRole) -> Membership:
    """The old role ends today and the new one starts: who could do what, when, stays on record."""
    allow(policy.can_change_role(by, membership, role))
    if membership.role is role:
        return membership
    close(session, membership)
    session.flush()
    after = Membership(user_id=membership.user_id, operator_id=membership.operator_id, role=role)
    session.add(after)
    session.flush()
    record(session, Kind.ROLE_CHANGED, about=after, by=by, before=membership.role.value, after=role.value)
    return after


def close(session: Session, membership: Membership) -> None:
    """End it; `WrongState` if it has ended, `LastSignatory` if nobody else could sign. Two at once wait for each other."""
    current = select(Membership).where(Membership.operator_id == membership.operator_id, Membership.until_on.is_(None))
    locked = current.order_by(Membership.id).with_for_update().execution_options(populate_existing=True)
    there = session.scalars(locked).all()
    if membership not in there:
        raise WrongState("This access has ended already.")
    if [one for one in there if one.role is MembershipRole.SIGNATORY] == [membership]:
        raise LastSignatory
    membership.until_on = clock.today()
