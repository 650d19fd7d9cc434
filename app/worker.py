"""The tasks of the worker and their schedule. What a killed worker had begun is taken up again within two minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from uuid import UUID

from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import models  # noqa: F401  every mapper is known before the first query
from app.accounts import assertions, repeats
from app.accounts.service import sign_in
from app.alerts import service as alerts
from app.alerts.models import Letter
from app.audits import report_paper
from app.audits.models import Audit
from app.authorisations import certificates, queries
from app.authorisations import service as authorisations
from app.config import settings
from app.core import clock, engines, limits, once
from app.core.isolation import SYSTEM, enter
from app.decisions import letter_paper
from app.decisions.models import Decision
from app.history import chain
from app.history.models import Event
from app.operators import service as operators
from app.outcomes import queries as outcomes
from app.outcomes import service as outcome_files
from app.reactions import committing, react, republish
from app.register import changes
from app.register import queries as register
from app.register.snapshots import service as snapshots
from app.register.snapshots import shelf
from app.register.status_list import writing as status_lists
from app.risk import queries as risk
from app.risk.policies import rollout
from app.risk.simulation import service as simulation
from app.risk.simulation.models import Simulation
from app.risk.simulation.tally import Tally
from app.signing import service as signing
from app.statistics.refresh import refresh
from app.usage import service as usage
from app.webhooks import claims as webhooks

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)
STALLED_AFTER = 60
REPUBLISHED_AT_MOST, TOGETHER = 10_000, 200

tasks = App(connector=PsycopgConnector(conninfo=engines.address(settings()), min_size=1, max_size=4))


@cache
def engine() -> Engine:
    return engines.engine(settings(), pool_size=4)


@contextmanager
def work() -> Iterator[Session]:
    """A transaction of the system's own: it sees every row."""
    with Session(engine()) as session:
        enter(session, SYSTEM)
        with committing(session):
            yield session


def each(ids: Iterable[UUID], do: Callable[[Session, UUID], None]) -> None:
    """Each in a transaction of its own. One that fails keeps none of the others waiting, and is told when all were tried."""
    failed: list[Exception] = []
    for one in ids:
        try:
            with work() as session:
                do(session, one)
        except Exception as error:  # noqa: BLE001  it is raised at the end
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)} could not be done", failed)


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


@tasks.periodic(cron="* * * * *")
@tasks.task(name="end_suspensions", queueing_lock="end_suspensions")
def end_suspensions(timestamp: int) -> None:
    """A suspension whose day has come ends by itself."""
    with work() as session:
        over = queries.suspensions_over(session)
    each(over, end_suspension)


def end_suspension(session: Session, authorisation_id: UUID) -> None:
    if authorisation := queries.suspension_over(session, authorisation_id):
        authorisations.end_suspension(session, authorisation)


@tasks.periodic(cron="* * * * *")
@tasks.task(name="republish_due", queueing_lock="republish_due")
def republish_due(timestamp: int) -> None:
    """Entries that stopped being right by themselves are written anew."""
    with work() as session:
        late = register.due(session, clock.now(), at_most=REPUBLISHED_AT_MOST)
    renew(late)


@tasks.periodic(cron="29 * * * *")
@tasks.task(name="renew_due", queueing_lock="renew_due")
def renew_due(timestamp: int) -> None:
    """A modifier is renewed a day before it ends, so that nobody who keeps it is left with an old one."""
    with work() as session:
        ending = risk.due(session, clock.now(), at_most=REPUBLISHED_AT_MOST)
    renew(ending)


def renew(operator_ids: Sequence[UUID]) -> None:
    """Many together, which costs a fifth; where one of them fails, each by itself."""
    for at in range(0, len(operator_ids), TOGETHER):
        piece = operator_ids[at : at + TOGETHER]
        try:
            with work() as session:
                republish(session, piece)
        except Exception:  # noqa: BLE001  what fails for one fails again below, and is told there
            each(piece, republish_one)


def republish_one(session: Session, operator_id: UUID) -> None:
    republish(session, [operator_id])


@tasks.task(name="renew_checked", retry=AGAIN)
def renew_checked() -> None:
    """Operators of whom checks came in are computed anew, however many reports came in meanwhile."""
    while True:
        with work() as session:
            waiting = outcomes.waiting(session, at_most=REPUBLISHED_AT_MOST)
        if not waiting:
            return
        each(waiting, renew_one_checked)


def renew_one_checked(session: Session, operator_id: UUID) -> None:
    if outcomes.take(session, operator_id):
        republish(session, [operator_id])


@tasks.periodic(cron="* * * * *")
@tasks.task(name="roll_out_policy")
def roll_out_policy(timestamp: int = 0) -> None:
    """Once a policy is in force every operator is computed anew, piece by piece; a killed worker's work is gone on with."""
    while roll_out_piece():
        pass


def roll_out_piece() -> bool:
    """Whether there is another."""
    with work() as session:
        under_way = rollout.current(session)
        operators = rollout.piece(session, under_way) if under_way else ()
        republish(session, operators)
        return bool(operators)


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


@tasks.periodic(cron="* * * * *")
@tasks.task(name="seal_history", queueing_lock="seal_history")
def seal_history(timestamp: int) -> None:
    """Chain the events of the last minute."""
    with work() as session:
        chain.seal(session)


@tasks.periodic(cron="* * * * *")
@tasks.task(name="retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """A job of a killed worker stays `doing`: give it to another."""
    for job in await tasks.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await tasks.job_manager.retry_job(job)


@tasks.periodic(cron="* * * * *")
@tasks.task(name="make_snapshot", queueing_lock="make_snapshot", lock="make_snapshot")
def make_snapshot(timestamp: int) -> None:
    """The first one at once, then one each hour in which something changed."""
    shelf.tidy()
    with work() as session:
        wanted = snapshots.is_due(session)
    if wanted:
        with work() as session:
            snapshots.make(session)


@tasks.periodic(cron="* * * * *")
@tasks.task(name="write_status_lists", queueing_lock="write_status_lists")
def write_status_lists(timestamp: int) -> None:
    """The status lists in which something changed, and those that grow old."""
    with work() as session:
        status_lists.write_due(session)


@tasks.periodic(cron="7 * * * *")
@tasks.task(name="turn_keys", queueing_lock="turn_keys")
def turn_keys(timestamp: int) -> None:
    """The next signing keys are published long before they sign, and those go of which everything signed has expired."""
    with work() as session:
        signing.turn(session)


@tasks.periodic(cron="41 2 * * *")
@tasks.task(name="drop_unconfirmed", queueing_lock="drop_unconfirmed")
def drop_unconfirmed(timestamp: int) -> None:
    """Registrations that nobody confirmed while their links worked are given up."""
    with work() as session:
        operators.drop_unconfirmed(session)


@tasks.periodic(cron="53 1 * * *")
@tasks.task(name="refresh_statistics", queueing_lock="refresh_statistics")
def refresh_statistics(timestamp: int) -> None:
    """Benefits and rates of the twelve months that may be told of, once a night."""
    with work() as session:
        refresh(session)


@tasks.periodic(cron="17 3 * * *")
@tasks.task(name="sweep", queueing_lock="sweep")
def sweep(timestamp: int) -> None:
    """Forget counters, form ids, sign-ins, answers and changes of the register that nobody asks about any more."""
    with work() as session:
        limits.sweep(session)
        once.sweep(session)
        assertions.sweep(session)
        repeats.sweep(session)
        webhooks.sweep(session)
        outcome_files.sweep(session)
        sign_in.sweep(session)
        usage.sweep(session)
        changes.sweep(session)


def run() -> None:
    """Work until told to stop."""
    tasks.run_worker(concurrency=2, install_signal_handlers=True, delete_jobs="successful")
