"""What a transaction asked for: done once it is committed, and again where it fails."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.alerts import service as alerts
from app.alerts.models import Letter
from app.audits import report_paper
from app.audits.models import Audit
from app.authorisations import certificates
from app.decisions import letter_paper
from app.decisions.models import Decision
from app.history.models import Event
from app.outcomes import queries as outcomes
from app.reactions import react, republish
from app.risk.simulation import service as simulation
from app.risk.simulation.models import Simulation
from app.risk.simulation.tally import Tally
from app.worker.working import AGAIN, each, tasks, work

CHECKED_AT_MOST = 10_000


@tasks.task(name="react", retry=AGAIN)
def react_to(event_id: str) -> None:
    """What follows from an event after its commit."""
    with work() as session:
        react(session, session.get_one(Event, UUID(event_id)))


@tasks.task(name="send_letter", retry=AGAIN)
def send_letter(letter_id: str) -> None:
    """Hand one letter to the mail server; a second try is the same letter with the same Message-ID."""
    with work() as session:
        alerts.send(session, session.get_one(Letter, UUID(letter_id), with_for_update=True))


@tasks.task(name="issue_certificate", retry=AGAIN)
def issue_certificate(event_id: str) -> None:
    """Render and keep the certificate that follows from an event."""
    with work() as session:
        certificates.issue(session, session.get_one(Event, UUID(event_id)))


@tasks.task(name="print_report", retry=AGAIN)
def print_report(audit_id: str) -> None:
    """Render and keep the signed report of a visit."""
    with work() as session:
        report_paper.keep(session, session.get_one(Audit, UUID(audit_id)))


@tasks.task(name="print_decision", retry=AGAIN)
def print_decision(decision_id: str) -> None:
    """Render and keep the letter that brings a decision."""
    with work() as session:
        letter_paper.keep(session, session.get_one(Decision, UUID(decision_id)))


@tasks.task(name="renew_checked", retry=AGAIN)
def renew_checked() -> None:
    """Operators of whom checks came in are computed anew, however many reports came in meanwhile."""
    while True:
        with work() as session:
            waiting = outcomes.waiting(session, at_most=CHECKED_AT_MOST)
        if not waiting:
            return
        each(waiting, renew_one_checked)


def renew_one_checked(session: Session, operator_id: UUID) -> None:
    if outcomes.take(session, operator_id):
        republish(session, [operator_id])


@tasks.task(name="simulate_policy")
def simulate_policy(simulation_id: str) -> None:
    """Count what a policy would make of every operator; how far it is, is committed after each piece."""
    asked = UUID(simulation_id)
    with work() as session:
        simulation.begin(session, session.get_one(Simulation, asked, with_for_update=True))
    try:
        counted = simulated(asked)
    except BaseException:
        with work() as session:
            simulation.fail(session.get_one(Simulation, asked))
        raise
    with work() as session:
        simulation.finish(session.get_one(Simulation, asked), counted)


def simulated(asked: UUID) -> Tally:
    counted = Tally()
    with work() as reading:
        for counted in simulation.run(reading, reading.get_one(Simulation, asked)):
            with work() as session:
                session.get_one(Simulation, asked).done = counted.operators
    return counted
