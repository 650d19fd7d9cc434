"""The documents beside a question: which of the library are offered, which are ticked, which have just come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, cast
from uuid import UUID

from flask import request
from flask_login import current_user
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications import service
from app.applications.answers import Mistake
from app.applications.library import library, uses
from app.applications.models import Application
from app.applications.questionnaire import SelfAssessment
from app.core.errors import Invalid
from app.criteria.selection import Asked
from app.criteria.words import AnswerKind, Expect
from app.documents.models import Document
from app.documents.service import receive
from app.extensions import db
from app.web import formats
from app.web.operator.enclosing import is_uuid
from app.web.questions import Item, QuestionForm
from app.web.typed_answers import EVIDENCE, UPLOAD

VISIT = Item("visit", "We show it at the visit")
OFFERED = 8  # documents of the library; the rest is one click away


@dataclass(frozen=True)
class Offer:
    """What the page offers to tick, and how many documents the library has in all."""

    items: list[Item]
    total: int = 0

    @property
    def is_whole(self) -> bool:
        return self.total <= sum(item is not VISIT for item in self.items)


def offer(assessment: SelfAssessment, asked: Asked) -> Offer:
    """What stands beside the question already, then what fits, then the newest; at last the promise to show it."""
    question = asked.question
    if question.evidence.expect is Expect.NONE and question.answer.kind is not AnswerKind.FILE:
        return Offer([])
    operator_id = assessment.application.operator_id
    documents = list(db.session.scalars(library(current_user.user, operator_id, assessment.catalogue)))
    linked = {item.document_id for item in assessment.evidence.get(asked.key, [])}
    documents.sort(key=lambda one: (one.id not in linked, one.kind not in question.evidence.kinds))
    shown = documents if request.args.get("library") == "all" else documents[: max(OFFERED, len(linked))]
    used, kinds = uses(db.session, shown), assessment.catalogue.titles("evidence_kinds")
    offered = [Item(str(one.id), one.name, note(one, kinds, used.get(one.id, []), asked.key)) for one in shown]
    return Offer([*offered, VISIT] if question.evidence.expect is Expect.OFFER else offered, len(documents))


def note(document: Document, kinds: dict[str, str], used: list[tuple[str, str]], key: str) -> str:
    """Contract, 36 kB, valid to 17 February 2027, also used in G.8"""
    elsewhere = sorted({other.split(".")[0] + "." + other.split(".")[1] for _, other in used if other != key})
    parts = [
        kinds.get(document.kind, ""),
        formats.size(document.size),
        f"valid to {formats.day(document.valid_until)}" if document.valid_until else "",
        f"also used in {', '.join(elsewhere[:3])}" if elsewhere else "",
    ]
    return ", ".join(part for part in parts if part)


def chosen(assessment: SelfAssessment, key: str) -> list[str]:
    """The ids of what is ticked."""
    ids = [str(item.document_id) for item in assessment.evidence.get(key, [])]
    answer = assessment.answers.get(key)
    return [*ids, VISIT.id] if answer is not None and answer.shown_at_visit else ids


def keep(session: Session, application: Application, asked: Asked, form: QuestionForm, *, by: User) -> list[Mistake]:
    """Take in what was uploaded, and put beside the question what is ticked. What is wrong with a file is given back."""
    if EVIDENCE not in form:
        return []
    refused = []
    for item in [one for one in application.evidence if one.key == asked.key and str(one.document_id) in form.unticked]:
        service.unlink_evidence(session, application, item, by=by)
    for document in found(session, by, application, asked.key, set(form.evidence_ids)):
        service.link_evidence(session, application, document, by=by, key=asked.key)
    kind = asked.question.evidence.kinds[0] if is_asked_for(asked) else ""
    for file in form.uploads:
        try:
            stream = cast("BinaryIO", file.stream)
            document = receive(session, application.operator, stream, file.filename or "", by=by, kind=kind)
        except Invalid as error:
            refused.append(Mistake(UPLOAD, "", str(error)))
        else:
            service.link_evidence(session, application, document, by=by, key=asked.key)
    return refused


def is_asked_for(asked: Asked) -> bool:
    """Whether one kind of document has to be attached. Where it may be anything, only the person says what it is."""
    evidence = asked.question.evidence
    return evidence.expect is Expect.UPLOAD and len(evidence.kinds) == 1


def promise(session: Session, application: Application, asked: Asked, form: QuestionForm, *, by: User) -> None:
    """Keep or take back the promise to show the evidence at the visit."""
    promised = VISIT.id in form.evidence_ids
    if asked.question.evidence.expect is Expect.OFFER and (promised or VISIT.id in form.unticked):
        service.show_at_visit(session, application, by=by, key=asked.key, shown=promised)


def found(session: Session, by: User, application: Application, key: str, ticked: set[str]) -> list[Document]:
    """The ticked documents that are not there yet; an id of another business finds nothing."""
    there = {str(one.document_id) for one in application.evidence if one.key == key}
    ids = [UUID(one) for one in ticked - there if is_uuid(one)]
    if not ids:
        return []
    mine = library(by, application.operator_id, application.edition.catalogue)
    return list(session.scalars(mine.where(Document.id.in_(ids))))


def renew(form: QuestionForm, assessment: SelfAssessment, asked: Asked) -> None:
    """On the page that comes back, what was uploaded stands ticked in the library."""
    if EVIDENCE in form:
        form.library = offer(assessment, asked).items
        form.tick(chosen(assessment, asked.key))
