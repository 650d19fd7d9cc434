"""Once a policy is in force every operator is computed anew by it, on every processor; a killed worker's work is gone on with."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from uuid import UUID

from app.core.processors import processors
from app.reactions import republish
from app.risk.policies import queries, rollout
from app.worker.publishing import republish_one
from app.worker.working import failing, tasks, tell, work

FEW = 5  # pieces that are done sooner than another process has started


@tasks.periodic(cron="* * * * *")
@tasks.task(name="roll_out_policy", lock="roll_out_policy")
def roll_out_policy(timestamp: int = 0) -> None:
    with work() as session:
        waiting = queries.left(session) if rollout.under_way(session) else None
    if waiting is not None:
        roll_out() if waiting < FEW * rollout.PIECE else in_processes()
        finish()


def finish() -> None:
    with work() as session:
        if under_way := rollout.under_way(session):
            rollout.finish(session, under_way)


def in_processes() -> None:
    with ProcessPoolExecutor(processors(), get_context("spawn"), gc.freeze) as pool:
        for part in [pool.submit(roll_out) for _ in range(processors())]:
            part.result()


def roll_out() -> None:
    """Until nobody is left. Who cannot be computed keeps nobody waiting, and is told at the end."""
    failed: dict[UUID, Exception] = {}
    while roll_out_piece(failed):
        pass
    tell(failed)


def roll_out_piece(failed: dict[UUID, Exception]) -> bool:
    """Whether there may be another. Where one of them fails, each is done by itself."""
    piece: Sequence[UUID] = ()
    try:
        with work() as session:
            piece = rollout.piece(session, besides=failed)
            republish(session, piece)
    except Exception:
        if not piece:
            raise
        failed |= failing(piece, republish_one)
    return bool(piece)
