"""One question: its answer, its evidence, and the way on. Whatever is typed is kept, finished or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.applications import answers, policy, service
from app.applications.cells import is_blank
from app.applications.models import Answer, Application
from app.applications.prefill import suggested
from app.applications.progress import is_answered
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.applications.states import WITH_TRADER
from app.criteria.catalogue import Criterion, dated
from app.criteria.selection import Asked
from app.extensions import transaction
from app.web.formats import day
from app.web.operator import attaching, operator
from app.web.operator.applications import find_application
from app.web.operator.task_list import next_question
from app.web.questions import QuestionForm, build_form
from app.web.stale import Difference

LEAVING, BACK = "leaving", "back"


@dataclass(frozen=True)
class Opened:
    """A question as one person has it open."""

    application: Application
    assessment: SelfAssessment
    asked: Asked

    @property
    def key(self) -> str:
        return self.asked.key

    @property
    def answer(self) -> Answer | None:
        return self.assessment.answers.get(self.key)

    @property
    def is_answered(self) -> bool:
        return is_answered(self.asked, self.answer, self.assessment.evidence.keys())

    @property
    def criterion(self) -> Criterion:
        return self.assessment.catalogue.criterion_of[self.asked.question.id]

    @cached_property
    def look_back(self) -> str:
        return day(self.assessment.look_back)

    @cached_property
    def offer(self) -> attaching.Offer:
        return attaching.offer(self.assessment, self.asked)

    @property
    def caption(self) -> str:
        """Cargo security, question 5 of 19. Depots"""
        section = self.assessment.questionnaire.section_of(self.asked)
        keys = [one.key for one in section.asked]
        place = self.assessment.place_name(self.asked.place)
        return f"{section.group.title}, question {keys.index(self.key) + 1} of {len(keys)}{f'. {place}' if place else ''}"


def open_question(application_id: UUID, key: str) -> Opened:
    application = find_application(application_id)
    assessment = self_assessment(application)
    asked = assessment.questionnaire.by_key.get(key)
    if asked is None:
        abort(404)
    return Opened(application, assessment, asked)


@operator.route("/applications/<uuid:application_id>/questions/<key>", methods=["GET", "POST"])
def answer_question(application_id: UUID, key: str) -> ResponseReturnValue:
    opened = open_question(application_id, key)
    may = policy.can_answer(current_user.user, opened.application, opened.asked.question)
    if request.method == "GET" and (not may or opened.application.state not in WITH_TRADER):
        return redirect(url_for(".read_application", application_id=application_id, _anchor=key))
    form = form_of(opened)
    if request.method == "GET":
        return page(opened, form)
    return take(opened, form)


def form_of(opened: Opened) -> QuestionForm:
    """With what is stored; with what was left unfinished; else with what is on file already."""
    question, answer, lists = opened.asked.question, opened.answer, opened.assessment.lists
    draft = answer.draft if answer else None
    if answer is None and (known := suggested(question, opened.assessment.profile)) is not None:
        draft = answers.typed(question, known, lists)
    return build_form(
        question,
        answer.value if answer else None,
        lists=lists,
        draft=draft,
        version=answer.version if answer else 0,
        library=opened.offer.items,
        chosen=attaching.chosen(opened.assessment, opened.key),
        lookback=opened.look_back,
    )


def take(opened: Opened, form: QuestionForm) -> ResponseReturnValue:
    """Files are kept first, then the answer; what cannot be read yet is kept as it was typed."""
    is_left_empty = BACK in request.form and is_blank(form.raw()) and not form.rearranged
    is_good = form.validate_on_submit() or is_left_empty
    with transaction() as session:
        refused = attaching.keep(session, opened.application, opened.asked, form, by=current_user.user)
        is_ours = put(session, opened, form, is_good and not refused)
    if refused:
        form.complain([*form.complaints, *refused])
    opened = open_question(opened.application.id, opened.key)
    if LEAVING in request.form:
        return jsonify(version=opened.answer.version if opened.answer else 0), 200 if is_ours else 409
    if is_ours and is_good and not refused:
        return redirect(way_on(opened), 303)
    attaching.renew(form, opened.assessment, opened.asked)
    carry_on(form, opened.answer.version if opened.answer else 0, is_ours)
    return page(opened, form, [] if is_ours else difference(opened, form)), 200 if is_ours else 409


def put(session: Session, opened: Opened, form: QuestionForm, is_good: bool) -> bool:
    """Whether the answer is in place: never over one that this page has not shown. Nothing over nothing leaves nothing."""
    by, application = current_user.user, opened.application
    if opened.answer is not None or not is_blank(form.raw()):
        verb = service.save_answer if is_good and LEAVING not in request.form else service.keep_draft
        try:
            verb(session, application, by=by, key=opened.key, raw=form.raw(), seen=seen_on(form))
        except service.ChangedMeanwhile:
            return False
    attaching.promise(session, application, opened.asked, form, by=by)
    return True


def seen_on(form: QuestionForm) -> service.Seen:
    """What the page showed. Once it has shown both answers, to save is to choose; to leave or to add a row is not."""
    is_choice = form.replaces.data and not form.rearranged and LEAVING not in request.form
    return service.Seen((form.replaces if is_choice else form.version).data or 0, form.page.data or "")


def carry_on(form: QuestionForm, version: int, is_ours: bool) -> None:
    """The page that comes back is as old as what it shows in its fields."""
    form.replaces.data, form.replaces.raw_data = 0 if is_ours else version, None
    if is_ours:
        form.version.data, form.version.raw_data = version, None


def difference(opened: Opened, form: QuestionForm) -> list[Difference]:
    """Both answers in words."""
    question, lists = opened.asked.question, opened.assessment.lists
    try:
        yours = in_words(answers.shown(question, form.value(), lists))
    except answers.WrongAnswer:
        yours = "What you typed stands below"
    return [Difference("Answer", stored_words(opened), yours)]


def stored_words(opened: Opened) -> str:
    answer = opened.answer
    if answer is None:
        return ""
    if answer.draft is not None:
        return f"Not finished: {as_typed(answer.draft)}"
    return in_words(answers.shown(opened.asked.question, answer.value, opened.assessment.lists))


def as_typed(raw: object) -> str:
    """What was typed and cannot be read yet, without the codes of rows."""
    parts = [part for name, part in raw.items() if name not in ("row", "mode")] if isinstance(raw, Mapping) else raw
    return ", ".join(filter(None, map(as_typed, parts))) if isinstance(parts, list) else str(parts or "")


def in_words(shown: answers.Shown) -> str:
    return shown.text or "; ".join(shown.items or [", ".join(cell for cell in row if cell) for row in shown.rows])


def way_on(opened: Opened) -> str:
    """The list, the next question to be answered, or the signature when there is none."""
    here = opened.application.id
    following = next_question(opened.assessment, current_user.user, after=opened.key)
    if BACK in request.form:
        flash("Saved.")
        return url_for(".show_application", application_id=here)
    if following is None:
        flash("Saved. There is no further question for you.")
        return url_for(".sign_application", application_id=here)
    return url_for(".answer_question", application_id=here, key=following.key)


def page(opened: Opened, form: QuestionForm, stale: list[Difference] | None = None) -> str:
    following = next_question(opened.assessment, current_user.user, after=opened.key)
    return render_template(
        "operator/questions/answer.html",
        opened=opened,
        form=form,
        stale=stale,
        requirement=dated(opened.criterion.requirement, opened.look_back),
        next_text=dated(following.question.text, opened.look_back) if following else "",
        next_href=url_for(".answer_question", application_id=opened.application.id, key=following.key) if following else "",
    )
