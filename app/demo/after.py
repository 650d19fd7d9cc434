"""What came after a grant: suspensions, revocations, incidents, actions. `cast.toml` names the functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.authorisations.models import Authorisation
from app.authorisations.queries import in_force
from app.core import clock
from app.decisions import service as decisions
from app.decisions.parts import Part
from app.decisions.states import Ground, Measure
from app.demo.case import case_of
from app.demo.crew import Crew
from app.demo.moments import ago, on
from app.demo.record import infringement, infringement_disputed, solvency_alert
from app.demo.reviews import review_late, review_open, review_sent
from app.findings import service as findings
from app.findings.models import Finding
from app.findings.states import Grade
from app.monitoring import service as monitoring
from app.monitoring.models import Incident
from app.monitoring.states import Counting, IncidentType
from app.operators.models import Operator
from app.programme.words import Domain, Mode

Sequel = Callable[[Session, Operator, User, Crew], None]


def decide_on(
    session: Session,
    authorisation: Authorisation,
    kind: Measure,
    crew: Crew,
    *,
    ground: Ground,
    reasons: str,
    **details: Any,
) -> None:
    """Proposed by one, decided by the other, the same day: grounds that need no hearing."""
    decision = decisions.propose(session, authorisation, kind, by=crew.officer, ground=ground, reasons=reasons, **details)
    decisions.decide(session, decision, by=crew.decider)


def suspend(session: Session, operator: Operator, crew: Crew, scopes: str, days: int) -> None:
    reasons = "Goods left the closed area twice without release, and the cameras were off. Waiting would be dangerous."
    with on(session, ago(days)):
        for authorisation in in_force(session, operator.id):
            if authorisation.type.scope in scopes:
                decide_on(session, authorisation, Measure.SUSPEND, crew, ground=Ground.SECURITY_RISK, reasons=reasons)


def suspend_cs(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    suspend(session, operator, crew, "cs", 12)


def suspend_s(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    suspend(session, operator, crew, "s", 20)


def suspend_until(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    """At its own request, to put things right; it ends by itself."""
    reasons = "The business moves its store and asks for time until the new one is ready."
    with on(session, ago(12)):
        for authorisation in in_force(session, operator.id):
            decide_on(session, authorisation, Measure.SUSPEND, crew, ground=Ground.OWN_REQUEST, reasons=reasons, days=30)


def suspend_a_site(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    """The second site, at which the fence came down; all the rest stays valid."""
    reasons = "The fence of this site is down since the storm, and nobody guards the gap. Goods there are not secure."
    with on(session, ago(9)):
        for authorisation in in_force(session, operator.id):
            if authorisation.type.scope == "s":
                codes = (site.locode for site in operator.open_sites if "second store" in site.name)
                part = Part(sites=frozenset(filter(None, codes)))
                decide_on(session, authorisation, Measure.SUSPEND, crew, ground=Ground.SECURITY_RISK, reasons=reasons, part=part)


def reinstated(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    suspend(session, operator, crew, "s", 60)
    with on(session, ago(25)):
        for authorisation in in_force(session, operator.id):
            if authorisation.type.scope == "s":
                reasons = "Cameras and logs were seen working for three weeks."
                decide_on(session, authorisation, Measure.REINSTATE, crew, ground=Ground.MEASURES_VERIFIED, reasons=reasons)


def revoke(session: Session, operator: Operator, crew: Crew, scopes: str) -> None:
    reasons = "The business gives up this line of trade."
    with on(session, ago(33)):
        for authorisation in in_force(session, operator.id):
            if authorisation.type.scope in scopes:
                decide_on(session, authorisation, Measure.REVOKE, crew, ground=Ground.OWN_REQUEST, reasons=reasons)


def revoke_cs(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    revoke(session, operator, crew, "cs")


def revoke_s(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    revoke(session, operator, crew, "s")


def incident(session: Session, operator: Operator, signatory: User, days: int) -> Incident:
    with on(session, ago(days, 22)):
        return monitoring.report(
            session,
            operator,
            monitoring.Account(
                what=IncidentType.TAMPERING,
                occurred_at=clock.now() - timedelta(hours=7),
                place=f"{operator.city}, gate 2",
                description="At the evening round a loaded trailer was found with a broken seal; the number was wrong too.",
                consequences="Two cartons are missing. The consignment was to leave the country the next morning.",
                measures="The trailer was locked in, customs and police were called, and the guard was doubled for the night.",
                goods="Machine parts, 18 pallets",
                mode=Mode(operator.modes[0]) if operator.modes else None,
                site_id=operator.open_sites[0].id,
            ),
            by=signatory,
        )


def incident_reported(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    incident(session, operator, signatory, 2)


def incident_confirmed(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    reported = incident(session, operator, signatory, 90)
    with on(session, ago(70)):
        told = "Looked into with the police. The parking place was not guarded at night; it is now."
        monitoring.confirm(session, reported, by=crew.officer, counting=Counting.MEASURES_LATE, assessment=told)


def seal_log(session: Session, operator: Operator, crew: Crew, days: int, due_in: int) -> Finding:
    with on(session, ago(days)):
        wanting = findings.Wanting(
            criterion="G.4",
            domain=Domain.SECURITY,
            grade=Grade.MINOR,
            text="The log of unused seals has no entries for two weeks in summer.",
            action="Keep the seal log every day, and have the shift leader sign it each week.",
            owner="Operations manager",
            due_on=clock.today() + timedelta(days=due_in),
        )
        return findings.raise_finding(session, case_of(session, operator), wanting, by=crew.auditor)


def overdue_action(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    """Due three weeks ago, and the trader holds the ball: it counts in the modifier."""
    seal_log(session, operator, crew, days=66, due_in=45)


def action_reported(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    finding = seal_log(session, operator, crew, days=40, due_in=45)
    with on(session, ago(1)):
        findings.report_done(
            session, finding.actions[0], by=signatory, reply="The log is signed each Friday since October; copies are attached."
        )


SEQUELS: Mapping[str, Sequel] = {
    sequel.__name__: sequel
    for sequel in (
        suspend_cs,
        suspend_s,
        suspend_until,
        suspend_a_site,
        reinstated,
        revoke_cs,
        revoke_s,
        incident_reported,
        incident_confirmed,
        overdue_action,
        action_reported,
        infringement,
        infringement_disputed,
        solvency_alert,
        review_open,
        review_sent,
        review_late,
    )
}
