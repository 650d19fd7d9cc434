"""From the first answer to the decision, told by the verbs of the programme."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications import service as applications
from app.applications.models import Answer, Application, Evidence
from app.applications.questionnaire import self_assessment
from app.assessment import progress
from app.assessment.service import Judgement, rate
from app.audits import service as audits
from app.audits.models import Audit
from app.audits.states import VisitMode
from app.core import clock
from app.criteria.words import Expect, Result
from app.decisions import service as decisions
from app.decisions.models import Decision
from app.decisions.states import Ground, Measure
from app.demo import papers
from app.demo.answers import Speaker, answer
from app.demo.cast import Firm
from app.demo.crew import Crew
from app.operators.models import Operator
from app.programme.words import AuthorisationType

REASON = "Written instruction, records seen for the last three months, staff could explain it."
PARTLY = "The instruction is there, but the log has gaps in two months."
BREACHES = "In three years five decisions on late and wrong declarations became final. What was done since does not show yet."
REPORT = (
    "The team saw the office, the closed area and the yard, spoke with six members of staff and followed two consignments from"
    " order to delivery.\n\nWhat is written down is done. The seal log had gaps, which the business has undertaken to close."
)


def fill(session: Session, firm: Firm, application: Application, by: User, share: float = 1.0) -> None:
    """Answer the first part of the questions, or all of them, with the evidence that is asked for."""
    for _ in range(3):  # follow-ups open once the question before them is answered
        drawn = self_assessment(application)
        sites = tuple(site.key for site in drawn.applicant.sites)
        speaker = Speaker(firm, sites, clock.today(), drawn.profile)
        asked = drawn.questionnaire.asked[: max(1, int(len(drawn.questionnaire.asked) * share))]
        fresh = [one for one in asked if one.key not in drawn.answers]
        for one in fresh:
            row = {"application_id": application.id, "operator_id": application.operator_id, "key": one.key}
            session.add(Answer(**row, value=answer(one.question, speaker), answered_by_id=by.id, answered_at=clock.now()))
            if one.question.evidence.expect is Expect.UPLOAD:
                document = papers.shelve(session, application.operator, by, one.question)
                session.add(Evidence(**row, document_id=document.id, added_by_id=by.id, added_at=clock.now()))
        session.flush()
        session.expire(application, ["answers", "evidence"])
        if not fresh:
            break


def begin(session: Session, firm: Firm, operator: Operator, by: User) -> Application:
    return applications.start(session, operator, by=by, types=[asked.value for asked in firm.asked])


def send(session: Session, application: Application, by: User) -> None:
    read = applications.fingerprint(self_assessment(application))
    applications.submit(session, application, by=by, name=by.name, seen=read)


def rate_share(
    session: Session, application: Application, by: User, share: float = 1.0, weak: tuple[str, ...] = ("G.4",)
) -> None:
    """Results for the first part of the criteria; the weak ones only partly met."""
    items = progress.of(session, application).items
    for item in items[: int(len(items) * share)]:
        partly = item.criterion.code in weak
        judgement = Judgement(
            Result.PARTLY if partly else Result.MET, PARTLY if partly else REASON, likelihood=3 if partly else 2, impact=3
        )
        rate(session, application, item.criterion.code, judgement, by=by, place=item.place)


def rate_record(session: Session, application: Application, by: User) -> None:
    """The record of compliance is found not to be good enough."""
    judgement = Judgement(Result.NOT_MET, BREACHES, likelihood=4, impact=4)
    rate(session, application, "A.1", judgement, by=by, version=1)  # rated once, with all the others


def plan_visit(session: Session, application: Application, crew: Crew, in_days: int) -> Audit:
    day = clock.today() + timedelta(days=in_days)
    plan = audits.Plan(
        mode=VisitMode.ON_SITE,
        starts_on=day,
        ends_on=day + timedelta(days=1),
        sites=application.operator.open_sites,
        lead=crew.auditor,
        team=[crew.officer],
        agenda="9:00 Arrival and introduction\n9:30 Office and records\n13:00 Store, gates and yard\n16:00 First findings",
    )
    return audits.plan(session, application, plan, by=crew.officer)


def visit(session: Session, audit: Audit, crew: Crew) -> None:
    """Two observations and the signed report."""
    for criterion, result, text in (
        ("G.2", Result.MET, "One seal was fixed and one checked in front of us; look, compare, pull, twist."),
        ("G.4", Result.PARTLY, "Stock of seals right, but the log has no entries for two weeks."),
    ):
        audits.observe(session, audit, by=crew.auditor, criterion=criterion, result=result, text=text)
    audits.report(session, audit, by=crew.auditor, text=REPORT)


def propose(
    session: Session, application: Application, asked: AuthorisationType, crew: Crew, kind: Measure = Measure.GRANT
) -> Decision:
    ground = Ground.CRITERIA_MET if kind is Measure.GRANT else Ground.COMPLIANCE
    reasons = (
        "Every must is met. The open action on the seal log is minor and has an owner and a date."
        if kind is Measure.GRANT
        else BREACHES
    )
    return decisions.propose_on_application(
        session, application, kind, by=crew.officer, asked=asked, ground=ground, reasons=reasons, effective_from=None
    )


def case_of(session: Session, operator: Operator) -> Application:
    newest = select(Application).where(Application.operator_id == operator.id).order_by(Application.started_at.desc()).limit(1)
    return session.scalars(newest).one()
