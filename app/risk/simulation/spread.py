"""Counting on every processor of the machine: the facts go out in pieces, the sums come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import Any

from app.core.processes import FEW, in_processes
from app.risk.policy import Policy, read
from app.risk.simulation.tally import Known, Tally, in_pieces, tally

PIECE = 1_000

_policies: list[Policy] = []


def count(operators: Iterable[Known], before: dict[str, Any], after: dict[str, Any], moment: datetime) -> Iterator[Tally]:
    """The sums of one piece after the other. Policies come as their texts."""
    pieces = in_pieces(operators, PIECE)
    first = list(islice(pieces, FEW))
    if len(first) < FEW:
        policies = read(before), read(after)
        return (tally(piece, *policies, moment) for piece in first)
    return in_processes(partial(_count, moment=moment), chain(first, pieces), begin=_know, told=(before, after))


def _know(*bodies: dict[str, Any]) -> None:
    _policies[:] = map(read, bodies)


def _count(piece: list[Known], moment: datetime) -> Tally:
    before, after = _policies
    return tally(piece, before, after, moment)
