"""Who may see an application, work on it, sign it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, select

from app.accounts.words import IN_CHARGE, WORKING, MembershipRole, OfficerRole
from app.applications.models import Application, Request
from app.criteria.catalogue import Catalogue, Question
from app.criteria.words import AnswerKind, Visibility

if TYPE_CHECKING:
    from app.accounts.models import User

SIGNATORY = (MembershipRole.SIGNATORY,)
READERS = {
    Visibility.COMPANY: tuple(MembershipRole),
    Visibility.SIGNATORY: SIGNATORY,
    Visibility.PERSONAL: IN_CHARGE,
}


def visible_to(user: User) -> Select[Application]:
    """The applications this person may see; every page and every API answer starts here."""
    if user.is_officer:
        return select(Application)
    return select(Application).where(Application.operator_id.in_(user.operator_ids))


def can_start(user: User, operator_id: UUID) -> bool:
    """Those in charge decide what the business asks for."""
    return user.acts_for(operator_id, *IN_CHARGE)


def can_work_on(user: User, application: Application) -> bool:
    return user.acts_for(application.operator_id, *WORKING)


def can_read(user: User, application: Application, question: Question) -> bool:
    """Personal matters and consents are not for everybody who works on the application."""
    return user.is_officer or user.acts_for(application.operator_id, *READERS[question.visibility])


def hidden_from(user: User, operator_id: UUID, catalogue: Catalogue) -> list[str]:
    """The questions whose answers are not for this person of the business."""
    return [one.id for one in catalogue.question.values() if not user.acts_for(operator_id, *READERS[one.visibility])]


def can_read_request(user: User, request: Request) -> bool:
    """What customs asks about a personal answer is as personal as that answer, whatever else it asks about."""
    return all(can_read(user, request.application, question) for question in request.questions)


def can_answer_request(user: User, request: Request) -> bool:
    return can_work_on(user, request.application) and can_read_request(user, request)


def can_answer(user: User, application: Application, question: Question) -> bool:
    """A promise is the signatory's; all else is for whoever works on the application and may read it."""
    if question.answer.kind is AnswerKind.UNDERTAKING:
        return can_submit(user, application)
    return can_work_on(user, application) and can_read(user, application, question)


def can_submit(user: User, application: Application) -> bool:
    """Only the operator's signatory: the declaration binds the company."""
    return user.is_signatory_of(application.operator_id)


def can_withdraw(user: User, application: Application) -> bool:
    return user.is_signatory_of(application.operator_id)


def can_admit(user: User) -> bool:
    """Case officers take cases, and say whether an application is accepted."""
    return user.holds(OfficerRole.CASE_OFFICER)


def can_reassign(user: User) -> bool:
    """Programme managers see to it that every case has somebody."""
    return user.holds(OfficerRole.PROGRAMME_MANAGER)


def can_ask(user: User) -> bool:
    """Whoever assesses asks the trader, and reads what comes back."""
    return user.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR)
