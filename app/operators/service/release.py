"""A registration is given up: its numbers are free again for whoever they belong to. What happened stays on record."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.orm import Session

from app.accounts.links import CONFIRM_FOR
from app.accounts.models import Invitation, Membership, User
from app.accounts.words import InvitationState
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.history.kinds import Kind
from app.history.service import record
from app.operators import policy
from app.operators.models import Operator
from app.operators.service.identifiers import end

UNCONFIRMED = "Nobody confirmed the e-mail address given at registration."
KEPT_FOR = CONFIRM_FOR + timedelta(days=1)  # links are for days; what is done each night comes after the last of them


def release(session: Session, operator: Operator, *, by: User | None, reason: str) -> None:
    """End all access to it, once (`WrongState`) and with a reason (`Invalid`). `by` is None where the portal does it itself."""
    allow(by is None or policy.can_release(by))
    session.refresh(operator, ["released_at", "version"], with_for_update=True)
    if operator.released_at:
        raise WrongState("This registration was released already.")
    if not reason.strip():
        raise Invalid("Write the reason: it stays on record", "reason")
    operator.released_at = clock.now()
    numbers = {one.scheme.value: one.value for one in operator.identifiers if one.valid_to is None}
    close(session, operator)
    record(session, Kind.BUSINESS_RELEASED, about=operator, by=by, reason=reason.strip(), tin=operator.tin, identifiers=numbers)


def close(session: Session, operator: Operator) -> None:
    """Access, invitations and numbers end together."""
    of_it = Membership.operator_id == operator.id, Membership.until_on.is_(None)
    session.execute(update(Membership).where(*of_it).values(until_on=clock.today()))
    still_open = Invitation.operator_id == operator.id, Invitation.state == InvitationState.OPEN
    session.execute(update(Invitation).where(*still_open).values(state=InvitationState.WITHDRAWN))
    for one in [one for one in operator.identifiers if one.valid_to is None]:
        end(session, one)
    session.flush()


def is_unconfirmed() -> ColumnElement[bool]:
    """Whether nobody who works for the business, or ever did, has confirmed an e-mail address."""
    people = select(Membership.id).join(Membership.user).where(Membership.operator_id == Operator.id).correlate(Operator)
    return and_(exists(people), ~exists(people.where(User.email_confirmed_at.is_not(None))))


def drop_unconfirmed(session: Session) -> None:
    """What nobody confirmed while the links worked."""
    late = Operator.registered_at < clock.now() - KEPT_FOR
    found = select(Operator).where(Operator.released_at.is_(None), late, is_unconfirmed())
    for operator in session.scalars(found.order_by(Operator.registered_at, Operator.id)).all():
        release(session, operator, by=None, reason=UNCONFIRMED)
