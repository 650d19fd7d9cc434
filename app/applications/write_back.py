"""Answers that were filled in from the business go back to it when they are corrected: nothing is typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.criteria.catalogue import Question
from app.criteria.words import AnswerKind
from app.operators import policy, service
from app.operators.models import Operator

if TYPE_CHECKING:
    from app.accounts.models import User


def write_back(session: Session, operator: Operator, question: Question, value: Any, *, by: User) -> None:
    if says_consent(question):
        _consent(session, operator, value, by)
    if sorts_sites(question) and isinstance(value, list):
        classes = {row["site"]: row["site_class"] for row in value if row.keys() >= {"site", "site_class"}}
        service.sort_sites(session, operator, by=by, classes=classes)


def writes_back(question: Question) -> bool:
    """Whether its answer changes the business."""
    return says_consent(question) or sorts_sites(question)


def says_consent(question: Question) -> bool:
    return question.prefill_from == "operator.consents" and question.answer.kind is AnswerKind.YES_NO


def sorts_sites(question: Question) -> bool:
    """Whether its table puts sites into classes."""
    return {column.code for column in question.answer.columns} >= {"site", "site_class"}


def _consent(session: Session, operator: Operator, value: Any, by: User) -> None:
    """Consent to the public register, if the signatory says yes or no to it here."""
    if value not in ("yes", "no") or not policy.can_consent(by, operator):
        return
    verb = service.give_consent if value == "yes" else service.withdraw_consent
    verb(session, operator, by=by)
