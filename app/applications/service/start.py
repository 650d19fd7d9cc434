"""Beginning an application."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.applications import policy
from app.applications.models import Application
from app.authorisations.queries import in_force as authorisations_in_force
from app.core.errors import Invalid, WrongState, allow
from app.core.references import next_number
from app.criteria.service import in_force
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Operator
from app.programme.words import AuthorisationType

if TYPE_CHECKING:
    from app.accounts.models import User


class NothingAskedFor(Invalid):
    """An application asks for one authorisation or both."""

    def __init__(self) -> None:
        super().__init__("Choose what you apply for", "types")


class NotDescribed(Invalid):
    """Without roles nobody knows which questions to ask."""

    def __init__(self) -> None:
        super().__init__("First say what the business does in the supply chain. The questions follow from it.")


class HeldAlready(Invalid):
    """One authorisation of a type is in force at a time."""

    def __init__(self, held: AuthorisationType) -> None:
        super().__init__(f"The business holds {held.code} ({held.label}) already. Leave it out.", "types")


class OpenAlready(WrongState):
    """One application is open at a time."""

    def __init__(self) -> None:
        super().__init__("The business has an open application already. Go on with that one, or withdraw it first.")


def start(session: Session, operator: Operator, *, by: User, types: Collection[str]) -> Application:
    """Begin to prepare an application by the edition in force. Customs sees it once it is sent.

    `NothingAskedFor`, `NotDescribed` while the business has no role, `HeldAlready`, or `OpenAlready`.
    """
    allow(policy.can_start(by, operator.id))
    asked = [kind for kind in AuthorisationType if kind in types]
    if not asked:
        raise NothingAskedFor
    if not operator.roles:
        raise NotDescribed
    for held in authorisations_in_force(session, operator.id):
        if held.type in asked:
            raise HeldAlready(held.type)
    application = Application(operator_id=operator.id, operator=operator, edition=in_force(session), started_by_id=by.id)
    application.types = [kind.value for kind in asked]
    application.reference = next_number(session, "AEO")
    try:
        with session.begin_nested():
            session.add(application)
    except IntegrityError:
        raise OpenAlready from None
    record(session, Kind.APPLICATION_STARTED, about=application, by=by, case=application.id, types=application.types)
    return application
