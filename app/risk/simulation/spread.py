"""Counting on every processor of the machine: the facts go out in pieces, the sums come back."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any

from app.core.processors import processors
from app.risk.policy import Policy, read
from app.risk.simulation.tally import Known, Tally, in_pieces, tally

PIECE = 1_000
FEW = 5  # pieces that are counted sooner than another process has started
AHEAD = 4  # pieces under way for each process: the facts of all of them never stand in memory together

_policies: list[Policy] = []


def count(operators: Iterable[Known], before: dict[str, Any], after: dict[str, Any], moment: datetime) -> Iterator[Tally]:
    """The sums of one piece after the other, in the order in which they get ready. Policies come as their texts."""
    pieces = in_pieces(operators, PIECE)
    first = list(islice(pieces, FEW))
    if len(first) < FEW:
        policies = read(before), read(after)
        return (tally(piece, *policies, moment) for piece in first)
    return _in_processes(chain(first, pieces), before, after, moment)


def _in_processes(
    pieces: Iterable[list[Known]], before: dict[str, Any], after: dict[str, Any], moment: datetime
) -> Iterator[Tally]:
    with ProcessPoolExecutor(processors(), get_context("spawn"), _know, (before, after)) as pool:
        waiting: deque[Future[Tally]] = deque()
        for piece in pieces:
            waiting.append(pool.submit(_count, piece, moment))
            if len(waiting) >= AHEAD * processors():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _know(*bodies: dict[str, Any]) -> None:
    _policies[:] = map(read, bodies)


def _count(piece: list[Known], moment: datetime) -> Tally:
    before, after = _policies
    return tally(piece, before, after, moment)
