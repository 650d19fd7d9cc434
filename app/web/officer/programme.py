"""The programme: the rules in force, the criteria, the policy, who works here, which systems ask."""

from __future__ import annotations

from collections.abc import Iterator

from flask import render_template
from flask_login import current_user
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.accounts import policy
from app.accounts.models import ApiClient, OfficerGrant, User
from app.core import clock
from app.criteria.models import Edition
from app.extensions import db
from app.programme.rules import rules
from app.risk.policies.queries import period_at
from app.web.officer import officer

DAYS = {
    "accept": "Answer whether an application is accepted, from the day it was sent",
    "supply_missing": "For the trader to send what is missing, after a return",
    "decide": "Decide, from acceptance",
    "request_at_most": "A request for information adds the time set, up to",
    "hearing": "For the trader to reply before an adverse decision",
    "served_at_latest": "A letter in the portal counts as served, if it was not opened before, after",
    "grant_takes_effect": "A grant takes effect, after the decision",
    "suspension_at_most": "A suspension on suspicion lasts at most",
    "appeal": "For an appeal, from the day the decision is served",
}
PACE = {
    "read_answer": "Read an answer, after it came in",
    "plan_visit": "Plan the visit, after acceptance",
    "write_report": "Write the report, after the last day of the visit",
    "propose_before": "Propose a decision, before the legal date",
    "decide": "Decide, after the proposal or the end of the hearing",
    "check_action": "Check what was done, after it was reported",
    "assess_incident": "Look into an incident, after it was reported",
    "settle_dispute": "Settle a dispute, after it was raised",
    "read_review": "Look at a yearly review, after it was sent",
}

REVIEW = {
    "opens_before": "It can be sent, before the anniversary of the authorisation; the first reminder is sent on that day",
    "second_reminder": "The second reminder is sent, after the first",
    "last_call": "It counts as late, after the second reminder went out",
    "answer": "The business answers a question about it, after it was asked",
}


def limits(of: BaseModel, labels: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Each number of days with what it is for."""
    for name, days in of:
        yield labels[name], days


@officer.get("/programme")
def show_programme() -> str:
    programme, period = rules(), period_at(db.session, clock.now())
    officers = select(User).where(User.id.in_(select(OfficerGrant.user_id)), User.ended_at.is_(None))
    editions = select(Edition).order_by(Edition.published_at.desc(), Edition.code.desc())
    systems = select(ApiClient).order_by(ApiClient.disabled_at.is_not(None), ApiClient.client_id)
    return render_template(
        "officer/programme/show.html",
        rules=programme,
        days=list(limits(programme.days, DAYS)),
        pace=list(limits(programme.pace, PACE)),
        review=list(limits(programme.review, REVIEW)),
        editions=db.session.scalars(editions).all(),
        period=period,
        policy=period.row.policy,
        officers=db.session.scalars(officers.options(selectinload(User.officer_grants)).order_by(User.name, User.id)).all(),
        systems=db.session.scalars(systems).all(),
        may_manage=policy.can_manage_systems(current_user.user),
        may_see_usage=policy.can_see_usage(current_user.user),
    )
