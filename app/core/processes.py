"""Work on every processor of the machine: pieces go out to processes, what they make of them comes back."""

from __future__ import annotations

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
    do: Callable[[Piece], Made], pieces: Iterable[Piece], *, begin: Callable[..., None], told: tuple[object, ...] = ()
) -> Iterator[Made]:
    """In the order of the pieces. Each process first does `begin(*told)`."""
    processes = len(os.sched_getaffinity(0))  # a container is often given fewer than its machine has
    with ProcessPoolExecutor(processes, get_context("spawn"), begin, told) as pool:
        waiting: deque[Future[Made]] = deque()
        for piece in pieces:
            waiting.append(pool.submit(do, piece))
            if len(waiting) >= AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
