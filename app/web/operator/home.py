"""The first page of the trader: what stands, what to do, what customs is doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, render_template, url_for
from flask_login import current_user
from markupsafe import Markup

from app.alerts import todo
from app.alerts.matters import Matters, matters_of
from app.alerts.todo import Doing, Duty, Sort
from app.applications.states import OPEN
from app.authorisations import queries as authorisations
from app.core import clock
from app.extensions import db
from app.monitoring import policy as monitoring
from app.operators.policy import can_describe as may_describe
from app.programme.rules import rules
from app.web import formats
from app.web.operator import operator
from app.web.operator.case import STAGES
from app.web.operator.certificate import newest_certificate, stage_of
from app.web.operator.credit import credit_of
from app.web.operator.history import newest
from app.web.operator.standing import Standing

SHOWN = 3  # what a person can keep in mind; the rest stands behind a link
EVENTS = 4

PAGES = {
    Sort.APPLICATION: ("operator.show_application", "application_id"),
    Sort.CASE: ("operator.show_case", "application_id"),
    Sort.REQUEST: ("operator.answer_request", "request_id"),
    Sort.ACTION: ("operator.report_action", "action_id"),
    Sort.HEARING: ("operator.show_hearing", "hearing_id"),
    Sort.DECISION: ("operator.show_decision", "decision_id"),
    Sort.VISIT: ("operator.show_audit", "audit_id"),
    Sort.INCIDENT: ("operator.show_incident", "incident_id"),
    Sort.DISPUTE: ("operator.show_record", "_anchor"),
    Sort.REVIEW: ("operator.show_review", "review_id"),
}


@dataclass(frozen=True)
class Row:
    """A line of one of the two columns."""

    text: str
    href: str
    detail: str
    late: str = ""


@operator.get("")
def home() -> str:
    user, operator_id, today = current_user.user, g.membership.operator_id, clock.today()
    held = authorisations.of_operator(db.session, operator_id)
    matters = matters_of(db.session, user, operator_id)
    standing, credit = Standing(held, today), credit_of(operator_id) if held else None
    duties = todo.duties(matters, today, credit.at_stake if credit else None)
    page: dict[str, Any] = {
        "headline": headline(standing, matters),
        "standing": standing,
        "credit": credit,
        "duties": [row_of_duty(one) for one in duties[:SHOWN]],
        "more": len(duties) - SHOWN,
        "doings": [row_of_doing(one) for one in todo.doings(matters, today)],
        "matters": matters,
        "beginning": beginning(matters) if not held else [],
        "may_report": monitoring.can_report(user, operator_id),
        "telephone": rules().night_telephone,
        "lines": newest(EVENTS),
        **certificate_of(held, operator_id),
    }
    return render_template("operator/home/show.html", **page)


def headline(standing: Standing, matters: Matters) -> str:
    application = matters.application
    if standing.newest:
        return standing.headline
    if application is None:
        return f"Welcome, {g.membership.operator.name}"
    return STAGES[application.state][0] if application.state in STAGES else "Your application is being prepared"


def certificate_of(held: Sequence[Any], operator_id: UUID) -> dict[str, Any]:
    found = newest_certificate(operator_id) if held else None
    return {"certificate": found, "stage": stage_of(held, found).name}


def row_of_duty(duty: Duty) -> Row:
    today = clock.today()
    late = formats.until(duty.due_on, today) if duty.due_on and duty.is_late(today) else ""
    return Row(duty.what, address(duty.sort, duty.about), sentences(when(duty, late), minutes(duty), duty.consequence), late)


def when(duty: Duty, late: str) -> str:
    if duty.due_on is None:
        return ""
    return f"was due {formats.day(duty.due_on)}." if late else Markup("By <strong>{}</strong>.").format(formats.day(duty.due_on))


def minutes(duty: Duty) -> str:
    return f"About {duty.minutes} minutes." if duty.minutes else ""


def row_of_doing(doing: Doing) -> Row:
    by_on = Markup("By <strong>{}</strong>.").format(formats.day(doing.by_on)) if doing.by_on else ""
    if doing.sort is Sort.VISIT:
        by_on = Markup("On <strong>{}</strong>.").format(formats.day(doing.by_on))
    return Row(doing.what, address(doing.sort, doing.about), sentences(by_on, doing.note))


def sentences(*parts: str) -> Markup:
    return Markup(" ").join(part for part in parts if part)


def address(sort: Sort, about: UUID) -> str:
    endpoint, name = PAGES[sort]
    values: dict[str, Any] = {name: str(about)}
    return url_for(endpoint, **values)


def beginning(matters: Matters) -> list[dict[str, str]]:
    """The way to the first application, for a business that is new here."""
    business, application = g.membership.operator, matters.application
    if application is not None and application.state in OPEN:
        return []
    described, done, todo_ = bool(business.roles), ("Done", "is-good"), ("To do", "is-trader")
    may, sites = may_describe(current_user.user, business), bool(business.open_sites)
    goods = "Every place where goods or customs papers are handled"
    rows = [
        (
            "Describe your business",
            "Roles in the supply chain, modes of transport",
            "state_business_roles",
            "show_business",
            described,
        ),
        ("Add your sites", goods, "add_site", "show_business", sites),
        ("Apply", "The questions follow from what you said", "start_application", "list_applications", application is not None),
    ]
    return [
        {
            "text": text,
            "hint": hint,
            "href": url_for(f".{first if may and not is_done else later}"),
            "tag": tag,
            "meaning": meaning,
        }
        for text, hint, first, later, is_done in rows
        for tag, meaning in [done if is_done else todo_]
    ]
