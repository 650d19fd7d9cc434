"""The questions of one section, and the whole application as customs reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import abort, render_template, url_for
from flask_login import current_user

from app.applications import policy
from app.applications.answers import Shown, shown
from app.applications.models import Answer, Evidence
from app.applications.progress import UNFINISHED, gap, is_answered
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.criteria.catalogue import dated
from app.criteria.selection import Asked, Section
from app.web.formats import day
from app.web.meanings import GOOD, QUIET, TRADER
from app.web.operator import operator
from app.web.operator.applications import find_application
from app.web.operator.task_list import OPTIONAL, Task, counted


@dataclass(frozen=True)
class Line:
    """A question with its answer, for reading."""

    key: str
    text: str
    place: str
    shown: Shown | None
    answer: Answer | None
    evidence: list[Evidence]


@operator.get("/applications/<uuid:application_id>/sections/<code>")
def show_application_section(application_id: UUID, code: str) -> str:
    assessment = self_assessment(find_application(application_id))
    found = next(((section, done) for section, done in assessment.by_section if section.group.code == code), None)
    if found is None:
        abort(404)
    section, done = found
    places = {asked.place: None for asked in section.asked}
    tasks = {place: [of_question(assessment, one) for one in section.asked if one.place == place] for place in places}
    page = {"section": section, "done": done, "counted": counted(done), "tasks": tasks}
    return render_template("operator/applications/section.html", assessment=assessment, **page)


def of_question(assessment: SelfAssessment, asked: Asked) -> Task:
    """A row that leads to the question, or says who can answer it."""
    application, user = assessment.application, current_user.user
    text = dated(asked.question.text, day(assessment.look_back))
    href = url_for(".answer_question", application_id=application.id, key=asked.key)
    answer, files = assessment.answers.get(asked.key), assessment.evidence.keys()
    tag, meaning = "Not started" if gap(asked, answer, files) else OPTIONAL, QUIET
    if is_answered(asked, answer, files):
        tag, meaning = "Done", GOOD
    elif gap(asked, answer, files) == UNFINISHED or answer is not None:
        tag, meaning = "Begun", TRADER
    if not policy.can_answer(user, application, asked.question):
        return Task(
            text, "" if not policy.can_read(user, application, asked.question) else href, tag, meaning, "Not yours to answer"
        )
    return Task(text, href, tag, meaning)


@operator.get("/applications/<uuid:application_id>/whole")
def read_application(application_id: UUID) -> str:
    """What was sent, or would be sent now."""
    assessment = self_assessment(find_application(application_id))
    lines = [(section.group, list(lines_of(assessment, section))) for section in assessment.questionnaire.sections]
    return render_template("operator/applications/whole.html", assessment=assessment, sections=lines)


def lines_of(assessment: SelfAssessment, section: Section) -> Iterator[Line]:
    for asked in section.asked:
        readable = policy.can_read(current_user.user, assessment.application, asked.question)
        answer = assessment.answers.get(asked.key)
        yield Line(
            key=asked.key,
            text=dated(asked.question.text, day(assessment.look_back)),
            place=assessment.place_name(asked.place),
            shown=shown(asked.question, answer.value if answer else None, assessment.lists) if readable else None,
            answer=answer,
            evidence=assessment.evidence.get(asked.key, []) if readable else [],
        )
