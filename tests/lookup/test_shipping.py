"""What was answered is told to the portal once, however often it is tried."""

import pytest

from app.lookup.shipping import Shipping
from app.lookup.sources import Away, Refused
from app.lookup.spool import Spool
from app.usage.flushing import Flushing
from app.usage.noted import Usage


class Portal:
    """Takes batches, and fails as it is told to."""

    def __init__(self):
        self.taken, self.fault = {}, None

    def tell(self, batch):
        if self.fault:
            raise self.fault
        self.taken[batch["id"]] = batch


@pytest.fixture
def portal():
    return Portal()


@pytest.fixture
def spool(tmp_path):
    return Spool(tmp_path)


@pytest.fixture
def shipping(spool, portal):
    return Shipping(spool, portal.tell)


@pytest.fixture
def answered(spool):
    """`answered(3)` are so many answers, in a file."""
    usage = Usage()

    def answer(number):
        for _ in range(number):
            usage.note("engine", "show_status", 1)
        Flushing(usage, spool).flush()

    return answer


def told(portal):
    return sum(use["calls"] for batch in portal.taken.values() for use in batch["uses"])


def test_what_is_told_is_forgotten_here(shipping, answered, portal, spool):
    answered(3)
    answered(2)

    shipping.ship()
    shipping.ship()

    assert told(portal) == 5
    assert list(spool.waiting()) == []


def test_while_the_portal_is_away_it_waits(shipping, answered, portal):
    portal.fault = Away("gone")
    answered(3)
    shipping.ship()
    answered(2)
    portal.fault = None

    shipping.ship()

    assert told(portal) == 5


def test_a_batch_that_is_told_again_has_the_same_id(shipping, answered, portal, spool, monkeypatch):
    answered(3)
    with monkeypatch.context() as killed:
        killed.setattr("pathlib.Path.unlink", lambda *_, **__: None)
        shipping.ship()

    shipping.ship()

    assert told(portal) == 3
    assert list(spool.waiting()) == []


def test_what_will_never_be_taken_is_put_aside_and_keeps_nothing_waiting(shipping, answered, portal, tmp_path):
    answered(3)
    portal.fault = Refused("who is engine?")
    shipping.ship()
    portal.fault = None
    answered(2)

    shipping.ship()

    assert told(portal) == 2
    assert [path.suffix for path in tmp_path.iterdir()] == [".refused"]


def test_that_the_portal_is_away_is_said_once_and_that_it_is_back(shipping, answered, portal, caplog):
    answered(3)
    portal.fault = Away("gone")
    shipping.ship()
    shipping.ship()
    portal.fault = None

    shipping.ship()
    shipping.ship()

    assert [line.message for line in caplog.records] == [
        "What was answered cannot be told to the portal yet: gone",
        "What was answered is told to the portal again.",
    ]
