"""A step of the set-up: say what is being done, keep its log, and tell how it failed."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / "var" / "log"


class Failed(Exception):
    """What failed and what to do, as the person at the terminal reads it."""

    def __init__(self, what: str, remedy: str, log: Path | None = None) -> None:
        ending = [f"The end of {log.relative_to(ROOT)}:", *(f"    {line}" for line in tail(log))] if log else []
        super().__init__("\n".join(["", what, *ending, remedy]))


def tail(log: Path, lines: int = 15) -> list[str]:
    return log.read_text(errors="replace").splitlines()[-lines:]


@contextmanager
def step(title: str) -> Iterator[None]:
    """A line that stands while it works, and then says how long it took."""
    print(f"  {title} .", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - begun:.0f} s", flush=True)


def run(log_name: str, *commands: Sequence[str | Path], remedy: str, env: Mapping[str, str] | None = None) -> None:
    """Run commands one after the other, their output in a log of their own."""
    log = LOGS / f"setup-{log_name}.log"
    with log.open("w") as output:
        for command in commands:
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
            if code := patiently(process):
                output.flush()
                raise Failed(f"`{' '.join(map(str, command[:4]))} …` failed ({code}).", remedy, log)


def patiently(process: subprocess.Popen[bytes]) -> int:
    """Wait with a dot every two seconds: it is still at work. Its exit code."""
    try:
        while True:
            try:
                return process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
    finally:
        process.kill()
