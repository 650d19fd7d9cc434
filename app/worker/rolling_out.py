"""Once a policy is in force every operator is computed anew by it, on every processor; a killed worker's work is gone on with."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from uuid import UUID

from app.core.processes import FEW, in_processes
from app.risk.policies import queries, rollout
from app.worker.publishing import renew
from app.worker.working import tasks, work

logger = logging.getLogger(__name__)


class NotComputed(RuntimeError):
    """So many operators: the others are, and these are tried again in a minute."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} operators could not be computed by the policy in force: the log says why.")


@tasks.periodic(cron="* * * * *")
@tasks.task(name="roll_out_policy", lock="roll_out_policy")
def roll_out_policy(timestamp: int = 0) -> None:
    with work() as session:
        waiting = queries.left(session) if rollout.under_way(session) else None
    if waiting is None:
        return
    few = waiting < FEW * rollout.PIECE
    failed = sum(map(roll_out, pieces()) if few else in_processes(roll_out, pieces()))
    with work() as session:
        rollout.finish(session)
    if failed:
        raise NotComputed(failed)


def pieces() -> Iterator[Sequence[UUID]]:
    """Each read when its turn comes, in a transaction of its own."""
    piece: Sequence[UUID] = ()
    while piece := piece_after(piece):
        yield piece


def piece_after(last: Sequence[UUID]) -> Sequence[UUID]:
    with work() as session:
        return rollout.piece(session, after=last[-1] if last else None)


def roll_out(piece: Sequence[UUID]) -> int:
    """How many of them could not be computed: why stands in the log."""
    try:
        renew(piece)
    except ExceptionGroup as failed:
        logger.exception("Not computed by the policy in force")
        return len(failed.exceptions)
    return 0
