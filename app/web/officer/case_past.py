"""What happened in a case, and what lies ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask_login import current_user

from app.applications.models import Application
from app.audits.models import Audit
from app.audits.states import State as AuditState
from app.core import clock
from app.desk import past
from app.desk.past import Past
from app.extensions import db
from app.history.kinds import STANDING_CHANGED, Kind
from app.history.models import Event
from app.web import happened
from app.web.formats import hour
from app.web.navigation import exists
from app.web.officer import officer
from app.web.officer.found import find_case
from app.web.officer.heads import case_head
from app.web.paging import place_in
from app.web.timeline import Line, side

SHOWN, A_PAGE = 12, 50

LEADS_TO: Mapping[Kind, tuple[str, str]] = {
    **dict.fromkeys((Kind.FINDING_RAISED, Kind.ACTION_REPORTED, Kind.FINDING_CLOSED), ("officer.show_finding", "finding_id")),
    **dict.fromkeys((Kind.AUDIT_PLANNED, Kind.AUDIT_CHANGED, Kind.AUDIT_REPORTED), ("officer.show_audit", "audit_id")),
    **dict.fromkeys(
        (Kind.REVIEW_SENT, Kind.REVIEW_QUESTIONED, Kind.REVIEW_ANSWERED, Kind.REVIEW_NOTED), ("officer.show_review", "review_id")
    ),
    **dict.fromkeys(STANDING_CHANGED, ("officer.show_authorisation", "authorisation_id")),
    **dict.fromkeys((Kind.DECISION_PROPOSED, Kind.PROPOSAL_WITHDRAWN), ("officer.show_decision", "decision_id")),
    **dict.fromkeys((Kind.FACT_DISPUTED, Kind.DISPUTE_UPHELD, Kind.DISPUTE_REJECTED), ("officer.show_dispute", "dispute_id")),
    Kind.INFORMATION_GIVEN: ("officer.list_requests", "application_id"),
    Kind.HEARING_ANSWERED: ("officer.show_case_decision", "application_id"),
}


def timeline_of(application: Application, visits: Sequence[Audit]) -> list[Line]:
    """The newest first, without the results of single criteria."""
    found = past.of_case(current_user.user, application.id).where(Event.kind.not_in(past.AT_THE_BENCH)).limit(SHOWN)
    return [*ahead(visits), *(line(Past(*row), application.accepted_on) for row in db.session.execute(found))]


def ahead(visits: Sequence[Audit]) -> list[Line]:
    """Visits to come, the furthest first."""
    planned = [one for one in visits if one.state is AuditState.PLANNED and one.starts_on > clock.today()]
    lines = [Line("customs", one.starts_on, f"Visit by {one.lead.name}", ahead=True) for one in planned]
    return sorted(lines, key=lambda one: one.at, reverse=True)


def line(told: Past, accepted_on: date | None, *, signed: bool = False) -> Line:
    event = told.event
    who, note = side(told.name, told.by_customs), note_of(event.at, accepted_on, signed)
    return Line(who, event.at, sentence(told), address(event), note)


def sentence(told: Past) -> str:
    """With whom the person acts for, unless it is a colleague."""
    return happened.sentence(told.event, told.name if told.by_customs or not told.name else f"{told.name} of the business")


def note_of(at: datetime, accepted_on: date | None, signed: bool) -> str:
    """The hour in the whole history; in the summary the day of the clock."""
    if signed:
        return hour(at)
    number = (clock.day_of(at) - accepted_on).days if accepted_on else -1
    return f"day {number}" if number >= 0 else ""


def address(event: Event) -> str:
    """Where to read more, if there is such a page."""
    endpoint, name = LEADS_TO.get(event.kind, ("", ""))
    values: dict[str, Any] = {name: event.case_id if name == "application_id" else event.about_id}
    return url_for(endpoint, **values) if exists(endpoint) else ""


@officer.get("/cases/<uuid:application_id>/history")
def show_case_history(application_id: UUID) -> str:
    """Everything, with who and when."""
    application = find_case(application_id)
    found = past.of_case(current_user.user, application_id)
    place = place_in(db.session, found, A_PAGE)
    return render_template(
        "officer/cases/history.html",
        application=application,
        head=case_head(application, "History"),
        lines=[line(Past(*row), application.accepted_on, signed=True) for row in db.session.execute(place.cut(found))],
        page=place.number,
        pages=place.pages,
    )
