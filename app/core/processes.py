"""Work on every processor of the machine: pieces go out to processes, what they make of them comes back."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Piece = TypeVar("Piece")
Made = TypeVar("Made")

FEW = 5  # pieces that are done sooner than another process has started
AHEAD = 4  # pieces under way for each process: all of them never stand in memory together


def in_processes(
    do: Callable[[Piece], Made],
    pieces: Iterable[Piece],
    *,
    begin: Callable[..., None] | None = None,
    told: tuple[object, ...] = (),
) -> Iterator[Made]:
    """In the order of the pieces. Each process first does `begin(*told)`, if there is anything to do."""
    processes = len(os.sched_getaffinity(0))  # a container is often given fewer than its machine has
    with ProcessPoolExecutor(processes, get_context("spawn"), _start, (do, begin, told)) as pool:
        waiting: deque[Future[Made]] = deque()
        for piece in pieces:
            waiting.append(pool.submit(do, piece))
            if len(waiting) >= AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _start(do: Callable[..., object], begin: Callable[..., None] | None, told: tuple[object, ...]) -> None:
    """With `do` all that it needs is loaded, and that is never garbage: to look through it took a third of all work."""
    if begin:
        begin(*told)
    gc.freeze()
