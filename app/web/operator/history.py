"""What happened, as the business may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import g, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import func, select

from app.alerts import past
from app.alerts.past import Past
from app.extensions import db
from app.history.kinds import Kind
from app.history.models import Event
from app.web import happened
from app.web.operator import operator

A_PAGE = 25
NOISE = (Kind.DOCUMENT_RECEIVED,)  # on the first page of the business, where only a few lines fit

DECIDED = frozenset(
    {
        Kind.AUTHORISATION_GRANTED,
        Kind.AUTHORISATION_SUSPENDED,
        Kind.AUTHORISATION_REINSTATED,
        Kind.AUTHORISATION_REVOKED,
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
    Kind.APPLICATION_REFUSED: (".show_decision", "decision_id"),
}


@dataclass(frozen=True)
class Line:
    """An event as a line of the timeline; `note` is the hour."""

    who: str
    at: date
    text: str
    href: str
    note: str = ""
    ahead: bool = False


def line(past: Past) -> Line:
    event = past.event
    who = "customs" if past.by_customs else "trader" if past.name else ""
    name = f"{past.name} of customs" if past.by_customs else past.name
    return Line(who, event.at, happened.sentence(event, name), address(past), f"{event.at:%H:%M}")


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
    values: dict[str, Any] = {name: event.about_id}
    return url_for(endpoint, **values) if endpoint else ""


def newest(at_most: int) -> list[Line]:
    found = past.of_operator(current_user.user, g.membership.operator_id).where(Event.kind.not_in(NOISE))
    return [summary(Past(*row)) for row in db.session.execute(found.limit(at_most))]


@operator.get("/history")
def list_history() -> str:
    found = past.of_operator(current_user.user, g.membership.operator_id)
    total = db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
    pages = max(1, -(-total // A_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    rows = db.session.execute(found.limit(A_PAGE).offset((page - 1) * A_PAGE))
    lines = [line(Past(*row)) for row in rows]
    return render_template("operator/history/list.html", lines=lines, total=total, page=page, pages=pages)
