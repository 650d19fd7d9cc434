"""Businesses: found by name or number, and everything about one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_login import current_user
from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts import queries as accounts
from app.applications.models import Application
from app.applications.states import OPEN
from app.assessment.queries import cases
from app.authorisations.models import Authorisation
from app.authorisations.parts import suspended_under
from app.authorisations.policy import visible_to as authorisations_visible_to
from app.authorisations.states import IN_FORCE
from app.desk import past
from app.desk.past import Past
from app.desk.search import find_operators
from app.extensions import db
from app.findings.models import Finding
from app.findings.policy import visible_to as findings_visible_to
from app.monitoring.models import Incident, Review
from app.monitoring.policy import reviews_visible_to
from app.monitoring.policy import visible_to as incidents_visible_to
from app.monitoring.queries import together
from app.operators.models import Operator
from app.operators.policy import can_release, visible_to
from app.programme.words import Mode, Role
from app.web.officer import officer
from app.web.officer.authorisations import held_by
from app.web.officer.case_past import line
from app.web.officer.heads import operator_head
from app.web.paging import page_of

EVENTS = 15


@officer.get("/operators")
def list_operators() -> str:
    text = request.args.get("find", "")
    user = current_user.user
    page = page_of(find_operators(user, text))
    ids = [one.id for one in page.rows]
    held = authorisations_visible_to(user).where(Authorisation.operator_id.in_(ids), Authorisation.state.in_(IN_FORCE))
    still_open = cases(user).where(Application.operator_id.in_(ids), Application.state.in_(OPEN))
    return render_template(
        "officer/operators/list.html",
        text=text,
        page=page,
        held=by_operator(held),
        cases=by_operator(still_open),
        href=lambda number: url_for(".list_operators", find=text or None, page=number),
    )


def by_operator(query: Any) -> Mapping[UUID, Sequence[Any]]:
    """What belongs to each."""
    found: dict[UUID, list[Any]] = {}
    for one in db.session.scalars(query):
        found.setdefault(one.operator_id, []).append(one)
    return found


def find_operator(operator_id: UUID) -> Operator:
    """With its numbers, contacts and sites: two queries."""
    known = (joinedload(Operator.identifiers), joinedload(Operator.contacts), selectinload(Operator.sites))
    found = visible_to(current_user.user).where(Operator.id == operator_id).options(*known)
    return db.session.scalars(found).unique().one()


def cases_of(operator_id: UUID) -> Select[Application]:
    """What the business sent, the newest first."""
    sent = cases(current_user.user).where(Application.operator_id == operator_id)
    return sent.options(joinedload(Application.officer)).order_by(Application.submitted_at.desc(), Application.id)


@officer.get("/operators/<uuid:operator_id>")
def show_operator(operator_id: UUID) -> str:
    user = current_user.user
    operator = find_operator(operator_id)
    events = db.session.execute(past.of_operator(user, operator_id).limit(EVENTS))
    raised = findings_visible_to(user).where(Finding.operator_id == operator_id)
    sent = db.session.scalars(cases_of(operator_id)).all()
    told = incidents_visible_to(user).where(Incident.operator_id == operator_id)
    held = held_by(operator_id)
    incidents, reviews = together(db.session, told, reviews_visible_to(user).where(Review.operator_id == operator_id))
    return render_template(
        "officer/operators/show.html",
        operator=operator,
        head=operator_head(operator, "File"),
        held=held,
        suspended_under=suspended_under,
        people=db.session.scalars(accounts.people_of(user, operator_id)).all(),
        cases=sent,
        may_release=can_release(user) and not (sent or operator.released_at),
        findings=db.session.scalars(raised.order_by(Finding.raised_at.desc(), Finding.id)).all(),
        incidents=incidents[::-1],
        reviews=reviews[::-1],
        events=[line(Past(*row), None) for row in events],
        roles=", ".join(role_of(code, held.authorisations) for code in operator.roles),
        modes=names(Mode, operator.modes),
    )


def role_of(code: str, held: Sequence[Authorisation]) -> str:
    """With a word where it is suspended by itself."""
    under = suspended_under(held, code)
    return f"{Role(code).label} (suspended: {under})" if under else Role(code).label


def names(words: Any, codes: Sequence[str]) -> str:
    return ", ".join(words(code).label for code in codes)
