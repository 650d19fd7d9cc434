"""Web, worker, webhooks and the follower of the register: started together, waited for, ended together."""

from __future__ import annotations

import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from app.core.arriving import THREADS
from app.supervisor.children import Child
from app.supervisor.settings import Place
from app.supervisor.stopping import Stop
from app.supervisor.terminal import Failed, tick

PROGRAMME = [sys.executable, "-m", "flask", "--app", "app.portal:create_app", "programme"]
HEADERS_AT_MOST = "32768"
"""Bytes of all headers together: left to itself, Granian reads hundreds of kilobytes before anybody may refuse them."""


def granian(app: str, threads: int = THREADS) -> list[str]:
    """Two processes. More threads than one only help who waits for something: a look-up waits for nothing."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", app, "--workers", "2", "--blocking-threads", str(threads)]
    return [*command, "--http1-buffer-size", HEADERS_AT_MOST, "--http2-max-headers-size", HEADERS_AT_MOST]


GRANIAN = granian("app.wsgi:app")
FOLLOWER = [sys.executable, "-m", "app.lookup.follower"]
RESPAWN = ["--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "4", "--no-ws"]
START_OVER = "If these are data of an earlier state of the portal, start over: make demo RESET=1"
READY_WITHIN = 120.0


@contextmanager
def served(chosen: Place, env: Mapping[str, str]) -> Iterator[list[Child]]:
    """What a portal consists of, beside its database."""
    address = ["--host", chosen.host, "--port", str(chosen.port)]
    commands = {
        "web": [*GRANIAN, *RESPAWN, *address],
        "worker": [*PROGRAMME, "worker"],
        "webhooks": [*PROGRAMME, "deliver"],
        "follower": FOLLOWER,
    }
    with started([Child(name, command, env, chosen.folder) for name, command in commands.items()]) as children:
        yield children


@contextmanager
def started(children: list[Child]) -> Iterator[list[Child]]:
    try:
        for child in children:
            child.log.unlink(missing_ok=True)
            child.start()
        yield children
    finally:
        for child in children:
            child.ask_to_stop()
        for child in reversed(children):
            child.stop()


def wait_until_ready(
    chosen: Place, children: Sequence[Child], stop: Stop, sign: str = "readyz", remedy: str = START_OVER
) -> None:
    begun = last = time.monotonic()
    while not is_ready(f"{chosen.at}/{sign}"):
        for child in children:
            if not child.is_running:
                raise Failed(f"{child.name} ended at once.", remedy, child.log)
        if time.monotonic() - begun > READY_WITHIN:
            raise Failed(f"{chosen.at}/{sign} is not green after {READY_WITHIN:.0f} s.", remedy, children[0].log)
        stop.pause(0.2)
        last = tick(last)


def is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  # our own http address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
