"""Answering a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.applications import answers, policy
from app.applications.models import Answer, Application
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.applications.service.editing import hold
from app.applications.write_back import write_back
from app.core import clock
from app.core.errors import WrongState, allow
from app.criteria.catalogue import Question
from app.criteria.words import AnswerKind

if TYPE_CHECKING:
    from app.accounts.models import User


class ChangedMeanwhile(WrongState):
    """Somebody else answered since the page was opened: both answers are shown, and the person decides."""

    def __init__(self) -> None:
        super().__init__("Somebody else has changed this answer since you opened the page.")


def save_answer(session: Session, application: Application, *, by: User, key: str, raw: object, version: int) -> Answer:
    """Put an answer in place as typed, or raise `WrongAnswer`. `version` is that of the answer the person saw, 0 for none."""
    question, assessment = _opened(session, application, by, key)
    value = _read(question, raw, assessment, key)
    answer = _put(session, assessment, by, key, version, value=value, draft=None)
    write_back(session, application.operator, question, value, by=by)
    return answer


def keep_draft(session: Session, application: Application, *, by: User, key: str, raw: object, version: int) -> Answer:
    """Keep what was typed although it cannot be read yet: for whoever leaves in the middle of an answer."""
    question, assessment = _opened(session, application, by, key)
    try:
        return _put(session, assessment, by, key, version, value=_read(question, raw, assessment, key), draft=None)
    except answers.WrongAnswer:
        return _put(session, assessment, by, key, version, value=assessment.value(key), draft=raw)


def show_at_visit(session: Session, application: Application, *, by: User, key: str, shown: bool) -> None:
    """Promise to show the evidence at the visit instead of attaching it, or take that back."""
    _, assessment = _opened(session, application, by, key)
    answer = assessment.answers.get(key)
    if answer is not None:
        answer.shown_at_visit = shown
    elif shown:
        _put(session, assessment, by, key, 0, value=None, draft=None).shown_at_visit = True


def _opened(session: Session, application: Application, by: User, key: str) -> tuple[Question, SelfAssessment]:
    """The question, if it is asked and this person may answer it now."""
    hold(session, application)
    assessment = self_assessment(application)
    question = assessment.asked(key).question
    allow(policy.can_answer(by, application, question), "You may not answer this question.")
    return question, assessment


def _read(question: Question, raw: object, assessment: SelfAssessment, key: str) -> Any:
    """What is stored for it. "Attached" is what stands in the evidence, not what a form says."""
    if question.answer.kind is AnswerKind.FILE and not answers.is_argued(raw):
        return True if assessment.evidence.get(key) else None
    return answers.parse(question, raw, assessment.lists)


def _put(session: Session, assessment: SelfAssessment, by: User, key: str, version: int, *, value: Any, draft: Any) -> Answer:
    answer = assessment.answers.get(key)
    if answer is None:
        return _first(session, assessment.application, by, key, value, draft)
    if (answer.value, answer.draft) == (value, draft):
        return answer
    if answer.version != version and answer.answered_by_id != by.id:
        raise ChangedMeanwhile
    answer.value, answer.draft, answer.answered_by, answer.answered_at = value, draft, by, clock.now()
    session.flush()
    return answer


def _first(session: Session, application: Application, by: User, key: str, value: Any, draft: Any) -> Answer:
    given = Answer(key=key, value=value, draft=draft, answered_by=by, operator_id=application.operator_id)
    try:
        with session.begin_nested():
            application.answers.append(given)
    except IntegrityError:
        raise ChangedMeanwhile from None
    return given
