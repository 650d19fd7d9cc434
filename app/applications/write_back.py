"""Answers that were filled in from the business go back to it when they are corrected: nothing is typed twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.criteria.catalogue import Question
from app.criteria.words import AnswerKind
from app.operators import policy, service
from app.operators.models import Operator

if TYPE_CHECKING:
    from app.accounts.models import User


def write_back(session: Session, operator: Operator, question: Question, value: Any, *, by: User) -> None:
    if (put := BACK.get((question.prefill_from or "", question.answer.kind))) is not None:
        put(session, operator, value, by)


def _consent(session: Session, operator: Operator, value: Any, by: User) -> None:
    """Consent to the public register, if the signatory says yes or no to it here."""
    if value not in ("yes", "no") or not policy.can_consent(by, operator):
        return
    verb = service.give_consent if value == "yes" else service.withdraw_consent
    verb(session, operator, by=by)


BACK: Mapping[tuple[str, AnswerKind], Callable[[Session, Operator, Any, User], None]] = {
    ("operator.consents", AnswerKind.YES_NO): _consent,
}
