"""What the person at the terminal reads while it works."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.supervisor.stopping import Stopped

TICK = 2.0


class Failed(Exception):
    """What failed, the end of its log, and what to do."""

    def __init__(self, what: str, remedy: str, log: Path | None = None) -> None:
        ending = [f"The end of {log}:", *(f"    {line}" for line in tail(log))] if log and log.exists() else []
        super().__init__("\n".join(["", what, *ending, remedy]))


def tail(log: Path, lines: int = 15) -> list[str]:
    return log.read_text(errors="replace").splitlines()[-lines:]


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """A line that stands while it works, and then says how long it took."""
    print(f"  {title} .", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException as reason:
        say(" stopped" if isinstance(reason, Stopped) else " failed")
        raise
    say(f" {time.monotonic() - begun:.1f} s")


def tick(last: float) -> float:
    """A dot for every two seconds of a long step: it is still at work."""
    if time.monotonic() - last < TICK:
        return last
    print(".", end="", flush=True)
    return time.monotonic()
