"""The stage of an application that is with customs: where it stands, until when, who acts next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import joinedload, selectinload

from app.alerts import past
from app.alerts.matters import Proceeding, clock_of_case, proceedings_of
from app.applications import policy
from app.applications.models import Application
from app.applications.service import answer_by, supply_by
from app.applications.states import State
from app.assessment.clock import CaseClock, Holder
from app.audits import policy as audits
from app.audits.models import Audit
from app.audits.states import State as AuditState
from app.core import clock
from app.desk.past import Past
from app.extensions import db
from app.findings import queries as findings
from app.findings.models import Finding
from app.history.models import Event
from app.web.case_clock import NARROW
from app.web.case_figure import picture_of, sum_of
from app.web.operator import operator
from app.web.operator.history import summary
from app.web.timeline import Line

NAMES = {Holder.TRADER: "You", Holder.CUSTOMS: "Customs"}
SHOWN = 12  # events; the rest is in the history

STAGES = {
    State.SUBMITTED: (
        "Customs checks whether your application is complete",
        "An officer looks whether everything is there and whether the office is the right one. Your answers are not judged yet.",
    ),
    State.RETURNED: (
        "Your application is back with you",
        "Something is missing. Complete it and send it again; what you have answered is still there.",
    ),
    State.UNDER_ASSESSMENT: (
        "Customs assesses your application",
        "Customs reads your answers and papers, asks where something is unclear, and visits your sites. Then it decides.",
    ),
    State.NOT_ACCEPTED: (
        "Your application was not accepted",
        "It was not looked into. The letter says why. You may send another one at any time.",
    ),
    State.DECIDED: ("Your application is decided", "Each authorisation you asked for has its own decision, with reasons."),
    State.WITHDRAWN: ("You took the application back", "Nothing was decided. You may begin another one at any time."),
}


@dataclass(frozen=True)
class Step:
    """Who acts next, until when; `who` is trader, customs or nobody."""

    who: str
    text: str
    by_on: date | None = None


def find_case(application_id: UUID) -> Application:
    known = (joinedload(Application.officer), joinedload(Application.edition), joinedload(Application.requests))
    mine = policy.visible_to(current_user.user).where(Application.operator_id == g.membership.operator_id)
    return db.session.scalars(mine.where(Application.id == application_id).options(*known)).unique().one()


@operator.get("/applications/<uuid:application_id>/stage")
def show_case(application_id: UUID) -> ResponseReturnValue:
    application = find_case(application_id)
    if application.submitted_at is None:
        return redirect(url_for(".show_application", application_id=application_id))
    every = proceedings_of(db.session, current_user.user, application.operator_id)
    proceedings = [one for one in every if one.case_id == application.id]
    case, visits = clock_of_case(application, proceedings), visits_of(application)
    title, meaning = STAGES[application.state]
    return render_template(
        "operator/case/show.html",
        application=application,
        title=title,
        meaning=meaning,
        next=next_step(application, case, proceedings),
        picture=picture_of(case, NAMES, NARROW) if case else None,
        sums=list(sum_of(case)) if case else [],
        requests=[one for one in application.requests if policy.can_read_request(current_user.user, one)],
        visits=visits,
        findings=raised(application),
        heard=[one for one in proceedings if one.is_in_hearing and one.hearing],
        decisions=[one.decision for one in proceedings if one.decision and not one.is_in_hearing],
        lines=[*ahead(case, visits), *happened_in(application)],
        today=clock.today(),
    )


def next_step(application: Application, case: CaseClock | None, proceedings: Sequence[Proceeding]) -> Step:
    if application.state is State.SUBMITTED:
        return Step("customs", "Customs says whether it accepts the application", answer_by(application))
    if application.state is State.RETURNED:
        return Step("trader", "You complete the application and send it again", supply_by(application))
    if application.state is State.UNDER_ASSESSMENT and case is not None:
        return in_assessment(application, case, proceedings)
    return Step("nobody", "Nobody: this application is closed")


def in_assessment(application: Application, case: CaseClock, proceedings: Sequence[Proceeding]) -> Step:
    """While the trader owes anything the ball is there, by the nearest of its dates."""
    asked = [one.due_on for one in application.requests if one.state.value == "open"]
    owed = [*asked, *(one.hearing.due_on for one in proceedings if one.waits_for_reply and one.hearing)]
    if owed or case.ball_with is Holder.TRADER:
        return Step("trader", "You answer what customs asked", min(owed, default=None))
    return Step("customs", "Customs goes on with the assessment and decides", case.legal_date)


def visits_of(application: Application) -> Sequence[Audit]:
    mine = audits.visible_to(current_user.user).where(Audit.application_id == application.id)
    return db.session.scalars(mine.options(selectinload(Audit.sites)).order_by(Audit.starts_on, Audit.id)).all()


def raised(application: Application) -> Sequence[Finding]:
    mine = findings.of_operator(current_user.user, application.operator_id)
    return db.session.scalars(mine.where(Finding.application_id == application.id)).all()


def ahead(case: CaseClock | None, visits: Sequence[Audit]) -> list[Line]:
    """What lies ahead, the furthest first."""
    today = clock.today()
    is_open = case is not None and case.turns and case.turns[-1].until is None
    dates = [("Decision due", case.legal_date, "")] if case and is_open and case.legal_date >= today else []
    for visit in visits:
        if visit.state is AuditState.PLANNED and visit.starts_on > today:
            where = ", ".join(site.name for site in visit.sites)
            dates.append((f"Visit: {where}", visit.starts_on, url_for(".show_audit", audit_id=visit.id)))
    return [
        Line("customs", day, text, href, ahead=True) for text, day, href in sorted(dates, key=lambda one: one[1], reverse=True)
    ]


def happened_in(application: Application) -> list[Line]:
    found = past.of_operator(current_user.user, application.operator_id).where(Event.case_id == application.id)
    return [summary(Past(*row)) for row in db.session.execute(found.limit(SHOWN))]
