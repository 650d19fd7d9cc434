"""Cases: applications that were sent to customs, with what an officer reads of them, in few queries."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.applications.models import Answer, Application, Evidence, Request
from app.applications.policy import visible_to
from app.assessment.models import Rating

if TYPE_CHECKING:
    from app.accounts.models import User


def cases(user: User) -> Select[Application]:
    """What was sent to customs at least once: a draft is the trader's own."""
    return visible_to(user).where(Application.submitted_at.is_not(None))


def case(user: User, application_id: UUID) -> Select[Application]:
    """One case with its business, its edition and its officer: one query."""
    known = (joinedload(Application.operator), joinedload(Application.edition), joinedload(Application.officer))
    return cases(user).where(Application.id == application_id).options(*known)


def case_with_requests(user: User, application_id: UUID) -> Select[Application]:
    return case(user, application_id).options(selectinload(Application.requests))


def case_with_answers(user: User, application_id: UUID) -> Select[Application]:
    """One case with all that its self-assessment and its clock rest on: four queries, however many questions."""
    return case_with_requests(user, application_id).options(
        selectinload(Application.answers).joinedload(Answer.answered_by),
        selectinload(Application.evidence).joinedload(Evidence.document),
    )


def request_of(user: User, request_id: UUID) -> Select[Request]:
    mine = cases(user).with_only_columns(Application.id)
    return select(Request).where(Request.id == request_id, Request.application_id.in_(mine))


def last_rating(application: Application, criterion: str, place: str) -> Select[Rating]:
    """The result of the same criterion in an earlier case of the business, the newest first."""
    earlier = select(Rating).where(
        Rating.operator_id == application.operator_id,
        Rating.application_id != application.id,
        Rating.criterion == criterion,
        Rating.place == place,
    )
    return earlier.options(joinedload(Rating.rated_by)).order_by(Rating.rated_at.desc(), Rating.id).limit(1)
