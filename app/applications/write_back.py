"""Answers that were filled in from the business go back to it when they are corrected: nothing is typed twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.core import clock
from app.criteria.catalogue import Question
from app.criteria.words import AnswerKind
from app.operators import policy, service
from app.operators.models import Operator

if TYPE_CHECKING:
    from app.accounts.models import User


def write_back(session: Session, operator: Operator, question: Question, value: Any, *, by: User) -> None:
    if says_founding(question) and isinstance(value, list):
        _founding(session, operator, value, by)
    if says_consent(question):
        _consent(session, operator, value, by)
    if sorts_sites(question) and isinstance(value, list):
        classes = {row["site"]: row["site_class"] for row in value if row.keys() >= {"site", "site_class"}}
        service.sort_sites(session, operator, by=by, classes=classes)


def writes_back(question: Question) -> bool:
    """Whether its answer changes the business."""
    return says_consent(question) or says_founding(question) or sorts_sites(question)


def says_consent(question: Question) -> bool:
    return question.prefill_from == "operator.consents" and question.answer.kind is AnswerKind.YES_NO


def says_founding(question: Question) -> bool:
    """Whether its one row gives the registered details: what is asked of a young business follows from its first day."""
    return question.answer.single_row and "established_on" in {column.code for column in question.answer.columns}


def sorts_sites(question: Question) -> bool:
    """Whether its table puts sites into classes."""
    return {column.code for column in question.answer.columns} >= {"site", "site_class"}


def _founding(session: Session, operator: Operator, rows: Sequence[Mapping[str, str]], by: User) -> None:
    """A day ahead is left to be read by customs."""
    days = [date.fromisoformat(row["established_on"]) for row in rows if row.get("established_on")]
    if days and days[0] <= clock.today():
        service.state_founding(session, operator, by=by, on=days[0])


def _consent(session: Session, operator: Operator, value: Any, by: User) -> None:
    """Consent to the public register, if the signatory says yes or no to it here."""
    if value not in ("yes", "no") or not policy.can_consent(by, operator):
        return
    verb = service.give_consent if value == "yes" else service.withdraw_consent
    verb(session, operator, by=by)
