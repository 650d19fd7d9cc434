"""What happened, as the business may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import g, render_template, url_for
from flask_login import current_user

from app.alerts import past
from app.desk.past import Past
from app.extensions import db
from app.history.kinds import Kind
from app.history.models import Event
from app.web import happened
from app.web.formats import hour
from app.web.operator import operator
from app.web.paging import place_in
from app.web.timeline import Line, side

NOISE = (Kind.DOCUMENT_RECEIVED,)  # on the first page of the business, where only a few lines fit

DECIDED = frozenset(
    {
        Kind.AUTHORISATION_GRANTED,
        Kind.AUTHORISATION_SUSPENDED,
        Kind.AUTHORISATION_REINSTATED,
        Kind.AUTHORISATION_REVOKED,
        Kind.PART_SUSPENDED,
        Kind.PART_REINSTATED,
    }
)

LEADS_TO: Mapping[Kind, tuple[str, str]] = {
    **dict.fromkeys((Kind.INFORMATION_REQUESTED, Kind.INFORMATION_GIVEN), (".answer_request", "request_id")),
    **dict.fromkeys(
        (Kind.FINDING_RAISED, Kind.ACTION_REPORTED, Kind.ACTION_VERIFIED, Kind.ACTION_REFUSED, Kind.FINDING_CLOSED),
        (".show_finding", "finding_id"),
    ),
    **dict.fromkeys(
        (Kind.AUDIT_PLANNED, Kind.AUDIT_CHANGED, Kind.AUDIT_CANCELLED, Kind.AUDIT_REPORTED), (".show_audit", "audit_id")
    ),
    **dict.fromkeys((Kind.HEARING_OPENED, Kind.HEARING_ANSWERED, Kind.HEARING_WITHDRAWN), (".show_hearing", "hearing_id")),
    **dict.fromkeys(
        (Kind.INCIDENT_REPORTED, Kind.INCIDENT_ADDED_TO, Kind.INCIDENT_CONFIRMED, Kind.INCIDENT_DISMISSED),
        (".show_incident", "incident_id"),
    ),
    **dict.fromkeys(
        (
            Kind.REVIEW_OPENED,
            Kind.REVIEW_REMINDED,
            Kind.REVIEW_REMINDED_AGAIN,
            Kind.REVIEW_COUNTS,
            Kind.REVIEW_SENT,
            Kind.REVIEW_QUESTIONED,
            Kind.REVIEW_ANSWERED,
            Kind.REVIEW_NOTED,
        ),
        (".show_review", "review_id"),
    ),
    Kind.APPLICATION_REFUSED: (".show_decision", "decision_id"),
    **dict.fromkeys(
        (
            Kind.INFRINGEMENT_RECORDED,
            Kind.FACT_DISPUTED,
            Kind.DISPUTE_UPHELD,
            Kind.DISPUTE_REJECTED,
            Kind.DISPUTE_TAKEN_BACK,
        ),
        (".show_record", ""),
    ),
}


def line(past: Past) -> Line:
    event = past.event
    who = side(past.name, past.by_customs)
    name = f"{past.name} of customs" if past.by_customs else past.name
    return Line(who, event.at, happened.sentence(event, name), address(past), hour(event.at))


def summary(past: Past) -> Line:
    """Without the hour."""
    return replace(line(past), note="")


def address(past: Past) -> str:
    """Where to read more, if there is such a page."""
    event = past.event
    if event.kind in DECIDED:
        decision = event.facts.get("decision")
        return url_for(".show_decision", decision_id=decision) if decision else ""
    endpoint, name = LEADS_TO.get(event.kind, ("", ""))
    values: dict[str, Any] = {name: event.about_id} if name else {}
    return url_for(endpoint, **values) if endpoint else ""


def newest(at_most: int) -> list[Line]:
    found = past.of_operator(current_user.user, g.membership.operator_id).where(Event.kind.not_in(NOISE))
    return [summary(Past(*row)) for row in db.session.execute(found.limit(at_most))]


@operator.get("/history")
def list_history() -> str:
    found = past.of_operator(current_user.user, g.membership.operator_id)
    place = place_in(db.session, found)
    lines = [line(Past(*row)) for row in db.session.execute(place.cut(found))]
    page = {"total": place.total, "page": place.number, "pages": place.pages}
    return render_template("operator/history/list.html", lines=lines, **page)
