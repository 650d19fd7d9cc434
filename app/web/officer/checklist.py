"""The checklist of a visit, made for a phone at the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from app.applications.answers import Shown, shown
from app.applications.models import Application
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.assessment.models import Rating
from app.audits import policy, queries, service
from app.audits.checklist import Checklist, Stop, checklist
from app.audits.models import Audit
from app.audits.states import State
from app.core.errors import Invalid, WrongState, allow
from app.documents.models import Attachment
from app.extensions import db, transaction
from app.web.officer import officer
from app.web.officer.checklist_form import ObservationForm, build_form, checked, stored_fields
from app.web.stale import Difference, differences


@dataclass(frozen=True)
class Said:
    """What the trader answered to one question."""

    question: str
    answer: Shown


@dataclass(frozen=True)
class Visit:
    """A visit with its checklist and what the trader said."""

    audit: Audit
    drawn: SelfAssessment
    checklist: Checklist

    def stop(self, criterion: str, site_id: UUID | None) -> Stop:
        site = next((one for one in self.audit.sites if one.id == site_id), None)
        found = self.checklist.at(criterion, site) if site or site_id is None else None
        if found is None:
            raise NoResultFound
        return found

    def said(self, stop: Stop) -> list[Said]:
        asked = [self.drawn.questionnaire.by_key[key] for key in self.keys(stop) if key in self.drawn.questionnaire.by_key]
        told = [(one.question, self.drawn.value(one.key)) for one in asked]
        return [Said(question.text, shown(question, value, self.drawn.lists)) for question, value in told if value is not None]

    def keys(self, stop: Stop) -> Sequence[str]:
        """Its own questions, or those that stand for them."""
        point = next(one for one in self.drawn.questionnaire.points if one.criterion is stop.criterion)
        return [one.key for one in stop.asked] or list(point.served_by)


def find_visit(audit_id: UUID) -> Visit:
    case = joinedload(Audit.application)
    answers = (case.selectinload(Application.answers), case.selectinload(Application.evidence))
    audit = db.session.scalars(queries.whole(current_user.user, audit_id).options(*answers)).one()
    drawn = self_assessment(audit.application)
    return Visit(audit, drawn, checklist(audit, drawn, wanted_of(audit.application_id)))


def wanted_of(application_id: UUID) -> dict[tuple[str, str], str]:
    """What the assessment wants to be looked at, with the officer's note."""
    query = select(Rating).where(Rating.application_id == application_id, Rating.look_on_site)
    return {(one.criterion, one.place): one.note or one.reason for one in db.session.scalars(query)}


def address_of(visit: Visit, stop: Stop) -> str:
    site_id = stop.site.id if stop.site else None
    return url_for("officer.record_observation", audit_id=visit.audit.id, criterion=stop.criterion.code, site_id=site_id)


@officer.get("/audits/<uuid:audit_id>/checklist")
def show_checklist(audit_id: UUID) -> str:
    visit = find_visit(audit_id)
    return render_template(
        "officer/audits/checklist.html",
        audit=visit.audit,
        checklist=visit.checklist,
        href=lambda stop: address_of(visit, stop),
        may_observe=policy.can_observe(current_user.user, visit.audit) and visit.audit.state is State.PLANNED,
    )


@officer.route("/audits/<uuid:audit_id>/checklist/<criterion>", methods=["GET", "POST"], defaults={"site_id": None})
@officer.route("/audits/<uuid:audit_id>/checklist/<criterion>/<uuid:site_id>", methods=["GET", "POST"])
def record_observation(audit_id: UUID, criterion: str, site_id: UUID | None) -> ResponseReturnValue:
    visit = find_visit(audit_id)
    allow(policy.can_observe(current_user.user, visit.audit), "Only the team of this visit records what it saw.")
    if visit.audit.state is not State.PLANNED:
        raise WrongState(f"{visit.audit.state.label}: nothing is added to a visit that is over.")
    stop = visit.stop(criterion, site_id)
    form, version = build_form(stop), stop.observation.version if stop.observation else 0
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := differences(form, Seen(version), stored_fields(stop, form))):
        try:
            record(visit, stop, form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(f"{stop.criterion.code} is written down.")
            following = visit.checklist.after(stop)
            return redirect(address_of(visit, following) if following else url_for(".show_checklist", audit_id=audit_id), 303)
    form.miss_photos()
    page = render_template("officer/audits/observe.html", **context(visit, stop, form), stale=stale)
    return page, 409 if stale else 200


@dataclass
class Seen:
    """What is compared with the page; version 0 before anything was written down."""

    version: int


def record(visit: Visit, stop: Stop, form: ObservationForm) -> None:
    with transaction() as session:
        observation = service.observe(
            session,
            visit.audit,
            by=current_user.user,
            criterion=stop.criterion.code,
            site_id=stop.site.id if stop.site else None,
            checks=checked(stop, form),
            text=(form.text.data or "").strip(),
            version=form.version.data,
        )
        for file in form.photos.data or ():
            if file and file.filename:
                stream = cast("BinaryIO", file.stream)
                service.add_photo(session, observation, stream, file.filename, by=current_user.user)


def context(visit: Visit, stop: Stop, form: ObservationForm) -> dict[str, Any]:
    about = stop.observation.id if stop.observation else None
    photos = db.session.scalars(select(Attachment).where(Attachment.about_id == about)).all() if about else []
    return {
        "audit": visit.audit,
        "checklist": visit.checklist,
        "stop": stop,
        "form": form,
        "said": visit.said(stop),
        "photos": [one.document for one in photos],
    }
