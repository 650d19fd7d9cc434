"""What the clock asks of the house: seals, keys, statistics of the night, and what nobody asks about any more."""

from __future__ import annotations

from procrastinate import JobContext

from app.accounts import assertions, repeats
from app.accounts.service import sign_in
from app.core import limits, once
from app.history import chain
from app.operators import service as operators
from app.outcomes import service as outcome_files
from app.register.feed import changes
from app.risk import beside
from app.signing import service as signing
from app.statistics.refresh import refresh
from app.usage import service as usage
from app.webhooks import claims as webhooks
from app.worker.working import tasks, work

STALLED_AFTER = 60


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
    """Forget counters, form ids, sign-ins, answers, changes of the register and figures of candidates that nobody asks about."""
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
        beside.sweep(session)
