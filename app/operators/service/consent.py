"""Whether the world may read of the business in the public register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import allow
from app.history.kinds import Kind
from app.history.service import record
from app.operators import policy
from app.operators.models import Operator

if TYPE_CHECKING:
    from app.accounts.models import User


def give_consent(session: Session, operator: Operator, *, by: User) -> None:
    """From now on name and status stand in the public register."""
    allow(policy.can_consent(by, operator))
    if not operator.is_public:
        operator.public_since = clock.today()
        record(session, Kind.CONSENT_CHANGED, about=operator, by=by, public=True)


def withdraw_consent(session: Session, operator: Operator, *, by: User) -> None:
    """From now on the public register does not know the business; customs and its systems still do."""
    allow(policy.can_consent(by, operator))
    if operator.is_public:
        operator.public_since = None
        record(session, Kind.CONSENT_CHANGED, about=operator, by=by, public=False)
