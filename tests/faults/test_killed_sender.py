"""The process that sends webhooks is killed after a receiver took a message and before that is written down."""

import os
import subprocess
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.accounts import clients
from app.core import clock
from app.programme.words import AuthorisationType
from app.reactions import republish
from app.supervisor.serving import PROGRAMME
from app.webhooks import service, spreading
from app.webhooks.models import Delivery
from app.webhooks.words import DeliveryState
from tests.makers import Maker
from tests.served import wait_until
from tests.webhooks.receivers import Receiver, receiving


@pytest.fixture
def sender(database):
    """`sender()` starts the process."""
    started = []

    def start():
        started.append(subprocess.Popen([*PROGRAMME, "deliver"], env={**os.environ, "DATABASE_URL": database}))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_the_message_comes_again_as_the_same_message_and_no_third_time(committed, sender):
    with receiving(Receiver(delay=30)) as there:
        webhook_of(committed, there.url)
        first = sender()
        publish(committed)
        there.wait_for(1, seconds=60)
        first.kill()
        first.wait()

        there.is_closing.set()  # from here on it answers at once
        committed.execute(update(Delivery).values(next_at=clock.now() - timedelta(seconds=1)))  # the lease is over
        committed.commit()
        sender()
        wait_until(lambda: states(committed) == [DeliveryState.DELIVERED])

    assert len(there.received) == 2
    assert len({(one.headers["webhook-id"], one.body) for one in there.received}) == 1


def test_asked_to_stop_it_ends_with_what_is_under_way(committed, sender):
    with receiving(Receiver(delay=2)) as there:
        webhook_of(committed, there.url)
        process = sender()
        publish(committed)
        there.wait_for(1, seconds=60)

        process.terminate()

        assert process.wait(30) == 0
        assert states(committed) == [DeliveryState.DELIVERED]


def webhook_of(session, url):
    system = clients.create(session, "engine", "Engine", ["aeo.webhook", "aeo.status"], "secret", by=None)
    service.subscribe(session, system, url=url, types=["aeo.status.changed.v1"])
    spreading.spread(session)
    session.commit()


def publish(session):
    make = Maker(session)
    operator = make.operator()
    make.authorisation(operator, AuthorisationType.AEOC)
    republish(session, [operator.id])
    session.commit()


def states(session):
    session.rollback()
    return session.scalars(select(Delivery.state)).all()
