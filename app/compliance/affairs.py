"""Which affair an infringement belongs to: by a number that is its own in this business, or by the check that found it."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.compliance.models import Infringement
from app.compliance.states import InfringementState
from app.core.errors import Invalid
from app.core.names import is_unseen
from app.monitoring.models import Incident
from app.operators.models import Operator
from app.outcomes.queries import errors_of

LONGEST = 60
OF_INCIDENT = re.compile(r"I-\d{4}-\d+", re.IGNORECASE)


class NoNumber(Invalid):
    def __init__(self) -> None:
        super().__init__(f"Write the number in one line of at most {LONGEST} characters", "cause")


class UnknownIncident(Invalid):
    """It would count twice, without anybody noticing."""

    def __init__(self, number: str) -> None:
        super().__init__(f"This business has no incident {number}: check the number", "cause")


class AlreadyRecorded(Invalid):
    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is of this affair already: withdraw it first if this one takes its place", "cause")


class CheckAlreadyNamed(Invalid):
    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} comes from this check already: withdraw it first if this one takes its place", "check_id")


class TwoCauses(Invalid):
    def __init__(self) -> None:
        super().__init__("Choose the check or write the number of the affair, not both", "cause")


class NotItsCheck(Invalid):
    def __init__(self) -> None:
        super().__init__("Choose an error that counts against this business", "check_id")


def numbered(session: Session, operator: Operator, told: str | None) -> str | None:
    """The number in its one form, or None where none was given; one of an incident as that has it."""
    number = (told or "").strip()
    if not number:
        return None
    if len(number) > LONGEST or any(is_unseen(sign) for sign in number):
        raise NoNumber
    number = of_incident(session, operator, " ".join(number.split()))
    if taken := held_by(session, operator, number):
        raise AlreadyRecorded(taken)
    return number


def of_incident(session: Session, operator: Operator, number: str) -> str:
    if not OF_INCIDENT.fullmatch(number):
        return number
    theirs = select(Incident.reference).where(Incident.operator_id == operator.id, Incident.reference == number.upper())
    if found := session.scalar(theirs):
        return found
    raise UnknownIncident(number)


def held_by(session: Session, operator: Operator, number: str) -> str | None:
    """The infringement that has it; of two officers with the same number one waits for the other."""
    return first_with(session, operator, func.lower(Infringement.cause) == number.lower())


def first_with(session: Session, operator: Operator, same: ColumnElement[bool]) -> str | None:
    session.execute(select(Operator.id).where(Operator.id == operator.id).with_for_update(key_share=True))
    known = select(Infringement.reference).where(Infringement.operator_id == operator.id, same)
    return session.scalar(known.where(Infringement.state == InfringementState.RECORDED).order_by(Infringement.reference).limit(1))


def check_of(session: Session, operator: Operator, check_id: UUID | None) -> UUID | None:
    """An error that was found and stands, and that no other infringement comes from."""
    if check_id is None:
        return None
    if all(one.about_id != check_id for one in errors_of(session, operator.id, since=date.min)):
        raise NotItsCheck
    if taken := first_with(session, operator, Infringement.check_id == check_id):
        raise CheckAlreadyNamed(taken)
    return check_id
