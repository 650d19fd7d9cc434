"""Documents beside an answer. One document may stand beside many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.applications import policy
from app.applications.models import Application, Evidence
from app.applications.questionnaire import self_assessment
from app.applications.service.editing import hold
from app.core.errors import NotAllowed, allow
from app.documents.models import Document

if TYPE_CHECKING:
    from app.accounts.models import User


class OfAnotherBusiness(NotAllowed):
    """A document supports the answers of the business it belongs to; what customs wrote supports none."""

    def __init__(self) -> None:
        super().__init__("This document does not belong to your business.")


def link_evidence(session: Session, application: Application, document: Document, *, by: User, key: str) -> Evidence:
    """Put a document of the library beside the answer to a question; a second time changes nothing.

    `OfAnotherBusiness` for one of another library.
    """
    _may_answer(session, application, by, key)
    if document.operator_id != application.operator_id or document.is_internal or document.is_paper:
        raise OfAnotherBusiness
    there = [item for item in application.evidence if (item.key, item.document_id) == (key, document.id)]
    if there:
        return there[0]
    item = Evidence(key=key, document=document, operator_id=application.operator_id, added_by_id=by.id)
    application.evidence.append(item)
    session.flush()
    return item


def unlink_evidence(session: Session, application: Application, item: Evidence, *, by: User) -> None:
    """Take a document away from a question. It stays in the library."""
    _may_answer(session, application, by, item.key)
    application.evidence.remove(item)
    session.delete(item)
    session.flush()


def _may_answer(session: Session, application: Application, by: User, key: str) -> None:
    hold(session, application)
    question = self_assessment(application).asked(key).question
    allow(policy.can_answer(by, application, question), "You may not answer this question.")
