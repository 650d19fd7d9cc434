"""Names of hosts are asked for, and silent name servers hold up nobody else."""

import asyncio
from threading import Event

import pytest

from app.core.errors import TooMany
from app.webhooks.resolving import Names, SharedNames

OPEN = ["93.184.216.34"]


@pytest.fixture
def silent():
    """Name servers: of `silent.example` nothing is told until `silent.told` is set."""
    told, asked = Event(), []

    def lookup(host, port):
        asked.append(host)
        if host == "silent.example":
            told.wait(10)
        return OPEN

    lookup.told, lookup.asked = told, asked
    yield lookup
    told.set()


def test_whoever_asks_a_silent_name_server_waits_no_longer_than_that_and_asks_for_no_second_name(silent):
    names = Names(silent, within=0.1)

    assert names.ask("one", "silent.example", 443) == []
    with pytest.raises(TooMany):
        names.ask("one", "told.example", 443)
    assert names.ask("another", "told.example", 443) == OPEN

    silent.told.set()
    names.threads.shutdown()
    assert names.askers == set()


def test_who_was_told_asks_for_the_next(silent):
    names = Names(silent)

    assert [names.ask("one", host, 443) for host in ("a.example", "b.example", "203.0.113.9")] == [OPEN, OPEN, ["203.0.113.9"]]


def test_eight_messages_ask_for_a_name_once_and_one_that_gives_up_leaves_it_to_the_others(silent):
    async def all_of_them():
        names = SharedNames(silent)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(names("silent.example", 443), 0.1)
        waiting = asyncio.gather(*(names("silent.example", 443) for _ in range(8)))
        await asyncio.sleep(0)
        silent.told.set()
        return await waiting, await names("silent.example", 443)

    assert asyncio.run(all_of_them()) == ([OPEN] * 8, OPEN)
    assert silent.asked == ["silent.example"] * 2
