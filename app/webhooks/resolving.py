"""Names of hosts become addresses on threads of their own: a name server that is silent holds up nobody but who asked for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from app.config import settings
from app.core.errors import TooMany
from app.webhooks import targets

Lookup = Callable[[str, int], Sequence[str]]

AT_ONCE, WITHIN = 8, 3.0  # of the portal; within seconds
SENDING_AT_ONCE = 256


class Names:
    """For the portal: nobody waits longer than a few seconds, and each asker has one name under way."""

    def __init__(self, lookup: Lookup = targets.addresses_of, within: float = WITHIN) -> None:
        self.lookup, self.within = lookup, within
        self.threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="resolve")
        self.askers: set[str] = set()
        self.lock = Lock()

    def ask(self, asker: str, host: str, port: int) -> Sequence[str]:
        """None where nobody tells in time. `TooMany` until the name asked for before is told, or given up by the system."""
        if targets.is_address(host):
            return [host]
        with self.lock:
            if asker in self.askers:
                raise TooMany(round(self.within))
            self.askers.add(asker)
        found = self.threads.submit(self.lookup, host, port)
        found.add_done_callback(lambda _: self.askers.discard(asker))
        try:
            return found.result(self.within)
        except TimeoutError:
            found.cancel()
            return []


class SharedNames:
    """For the process that sends: however many messages wait for a name, it is asked once."""

    def __init__(self, lookup: Lookup = targets.addresses_of) -> None:
        self.lookup = lookup
        self.threads = ThreadPoolExecutor(SENDING_AT_ONCE, thread_name_prefix="resolve")
        self.asked: dict[tuple[str, int], asyncio.Future[Sequence[str]]] = {}

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        if targets.is_address(host):
            return [host]
        name = host, port
        if name not in self.asked:
            self.asked[name] = asyncio.get_running_loop().run_in_executor(self.threads, self.lookup, host, port)
            self.asked[name].add_done_callback(lambda _: self.asked.pop(name))
        return await asyncio.shield(self.asked[name])  # whoever gives up leaves it to the others


NAMES = Names()


def addresses_of(asker: str, url: str) -> Sequence[str]:
    """Of the host of a webhook that is to be. `BadTarget`, or `TooMany`."""
    target = targets.read(url, loopback=settings().mode != "production")
    return NAMES.ask(asker, target.host, target.port)
