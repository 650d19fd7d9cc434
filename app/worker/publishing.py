"""What the clock asks of the register: each is done where its moment has come, and left alone elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.authorisations import queries
from app.authorisations import service as authorisations
from app.core import clock
from app.reactions import republish
from app.register import queries as register
from app.register.snapshots import service as snapshots
from app.register.snapshots import shelf
from app.register.status_list import writing as status_lists
from app.risk import queries as risk
from app.worker.working import each, tasks, work

AT_MOST, TOGETHER = 10_000, 500


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
@tasks.task(name="end_suspended_parts", queueing_lock="end_suspended_parts")
def end_suspended_parts(timestamp: int) -> None:
    """So does that of a part."""
    with work() as session:
        over = queries.parts_over(session)
    each(over, end_part)


def end_part(session: Session, part_id: UUID) -> None:
    if part := queries.part_over(session, part_id):
        authorisations.end_part(session, part)


@tasks.periodic(cron="* * * * *")
@tasks.task(name="republish_due", queueing_lock="republish_due")
def republish_due(timestamp: int) -> None:
    """Entries that stopped being right by themselves are written anew."""
    with work() as session:
        late = register.due(session, clock.now(), at_most=AT_MOST)
    renew(late)


@tasks.periodic(cron="29 * * * *")
@tasks.task(name="renew_due", queueing_lock="renew_due")
def renew_due(timestamp: int) -> None:
    """A modifier is renewed a day before it ends, so that nobody who keeps it is left with an old one."""
    with work() as session:
        ending = risk.due(session, clock.now(), at_most=AT_MOST)
    renew(ending)


def renew(operator_ids: Sequence[UUID]) -> None:
    """Many together, which costs a tenth; where one of them fails, each by itself."""
    for at in range(0, len(operator_ids), TOGETHER):
        piece = operator_ids[at : at + TOGETHER]
        try:
            with work() as session:
                republish(session, piece)
        except Exception:  # noqa: BLE001  what fails for one fails again below, and is told there
            each(piece, republish_one)


def republish_one(session: Session, operator_id: UUID) -> None:
    republish(session, [operator_id])


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
