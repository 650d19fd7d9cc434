"""A question with its answer, its evidence and what was asked about it, for an officer to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.applications.answers import Shown, is_argued, shown
from app.applications.models import Answer, Evidence, Request
from app.applications.questionnaire import SelfAssessment
from app.applications.states import RequestState
from app.criteria.catalogue import dated
from app.criteria.selection import Asked
from app.documents.models import Attachment, Document
from app.extensions import db
from app.web.formats import day


@dataclass(frozen=True)
class Reading:
    """One question as read."""

    key: str
    heading: str
    place: str
    shown: Shown
    answer: Answer | None
    evidence: Sequence[Evidence]
    requests: Sequence[Request]

    @property
    def is_argued(self) -> bool:
        return self.answer is not None and is_argued(self.answer.value)

    @property
    def at_visit(self) -> bool:
        return self.answer is not None and self.answer.shown_at_visit


def read(assessment: SelfAssessment, asked: Asked) -> Reading:
    """The answer in words, as the trader gave it."""
    question, key = asked.question, asked.key
    about = [one for one in assessment.application.requests if key in one.keys and one.state is not RequestState.WITHDRAWN]
    return Reading(
        key=key,
        heading=dated(question.text, day(assessment.look_back)),
        place=assessment.place_name(asked.place),
        shown=shown(question, assessment.value(key), assessment.lists),
        answer=assessment.answers.get(key),
        evidence=assessment.evidence.get(key, []),
        requests=about,
    )


def files_of(requests: Iterable[Request]) -> Mapping[UUID, list[Document]]:
    """The files that came with the answers to these requests."""
    ids = [one.id for one in requests if one.answered_at]
    found: dict[UUID, list[Document]] = {}
    if ids:
        attached = select(Attachment).where(Attachment.about_id.in_(ids)).order_by(Attachment.attached_at, Attachment.id)
        for one in db.session.scalars(attached):
            found.setdefault(one.about_id, []).append(one.document)
    return found
