"""Answering a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.applications import answers, policy
from app.applications.models import Answer, Application
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.applications.service.editing import hold
from app.applications.write_back import write_back, writes_back
from app.core import clock
from app.core.errors import WrongState, allow
from app.criteria.catalogue import Question
from app.criteria.words import AnswerKind

if TYPE_CHECKING:
    from app.accounts.models import User


class ChangedMeanwhile(WrongState):
    """Another page has changed the answer since this one was opened: both are shown, and the person decides."""

    def __init__(self) -> None:
        super().__init__("This answer has been changed since you opened the page.")


@dataclass(frozen=True)
class Seen:
    """What the person had in view: the version of the answer, 0 for none, and the page on which it stood."""

    version: int = 0
    page: str = ""

    def is_older_than(self, answer: Answer) -> bool:
        """What this very page has changed, it may change again."""
        return answer.version != self.version and not (self.page and answer.page == self.page)


UNSEEN = Seen()


def save_answer(session: Session, application: Application, *, by: User, key: str, raw: object, seen: Seen = UNSEEN) -> Answer:
    """Put an answer in place as typed, or raise `WrongAnswer`."""
    question, assessment = _opened(session, application, by, key)
    value = _read(question, raw, assessment, key)
    answer = _put(session, assessment, by, key, seen, value=value, draft=None)
    write_back(session, application.operator, question, value, by=by)
    return answer


def keep_draft(session: Session, application: Application, *, by: User, key: str, raw: object, seen: Seen = UNSEEN) -> Answer:
    """Keep what was typed, for whoever leaves in the middle of an answer: as the answer, if it is one already.

    What would change the business by it waits for a deliberate save.
    """
    question, assessment = _opened(session, application, by, key)
    stored = assessment.value(key)
    try:
        value = _read(question, raw, assessment, key)
    except answers.WrongAnswer:
        return _put(session, assessment, by, key, seen, value=stored, draft=raw)
    waits = writes_back(question) and value != stored
    return _put(session, assessment, by, key, seen, value=stored if waits else value, draft=raw if waits else None)


def show_at_visit(session: Session, application: Application, *, by: User, key: str, shown: bool) -> None:
    """Promise to show the evidence at the visit instead of attaching it, or take that back."""
    _, assessment = _opened(session, application, by, key)
    answer = assessment.answers.get(key)
    if answer is not None:
        answer.shown_at_visit = shown
    elif shown:
        _put(session, assessment, by, key, UNSEEN, value=None, draft=None).shown_at_visit = True


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


def _put(session: Session, assessment: SelfAssessment, by: User, key: str, seen: Seen, *, value: Any, draft: Any) -> Answer:
    """The same answer twice is one answer, whoever gives it."""
    given = Answer(key=key, value=value, draft=draft, page=seen.page, answered_by=by)
    answer = _stored(session, assessment.application, key) or _first(session, assessment.application, given)
    if (answer.value, answer.draft) == (value, draft):
        return answer
    if seen.is_older_than(answer):
        raise ChangedMeanwhile
    answer.value, answer.draft, answer.page, answer.answered_by, answer.answered_at = value, draft, seen.page, by, clock.now()
    session.flush()
    return answer


def _stored(session: Session, application: Application, key: str) -> Answer | None:
    """The answer as it stands now, and until this transaction ends."""
    query = select(Answer).where(Answer.application_id == application.id, Answer.key == key).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def _first(session: Session, application: Application, given: Answer) -> Answer:
    """Put in place; or what another page has put there this very moment."""
    given.operator_id = application.operator_id
    try:
        with session.begin_nested():
            application.answers.append(given)
    except IntegrityError:
        return _stored(session, application, given.key) or given
    return given
