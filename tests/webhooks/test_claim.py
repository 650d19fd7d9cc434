"""What is due is taken by one process, and by another if that dies."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.core import clock
from app.webhooks import claims, spreading
from app.webhooks.models import Delivery
from app.webhooks.words import DeliveryState

STATUS = "aeo.status.changed.v1"


@pytest.mark.usefixtures("started")
def test_a_message_of_a_killed_process_is_sent_when_its_lease_is_over(receiver, subscribe, publish, dispatcher, committed):
    there = receiver()
    subscribe(there.url, STATUS)
    publish()
    spreading.spread(committed)
    taken = claims.claim(committed, busy=[], failing=False, places=10)
    committed.commit()  # and here it dies

    assert len(taken) == 1
    assert claims.claim(committed, busy=[], failing=False, places=10) == []
    committed.execute(update(Delivery).values(next_at=clock.now()))
    committed.commit()
    with dispatcher():
        assert len(there.wait_for(1)) == 1


@pytest.mark.usefixtures("started")
def test_two_processes_send_each_message_once(receiver, subscribe, publish, dispatcher, turn):
    there = receiver()
    subscribe(there.url, STATUS)

    with dispatcher(), dispatcher():
        for _ in range(20):
            publish()
        there.wait_for(20)
    turn()

    assert len({one.headers["webhook-id"] for one in there.received}) == len(there.received) == 20


@pytest.mark.usefixtures("started")
def test_no_more_is_under_way_than_there_are_places(receiver, subscribe, publish, dispatcher, monkeypatch):
    monkeypatch.setattr("app.webhooks.dispatcher.PLACES", 4)
    there = receiver(delay=0.5)
    for number in range(3):
        subscribe(f"{there.url}/{number}", STATUS)

    with dispatcher():
        for _ in range(4):
            publish()
        assert len(there.wait_for(12, seconds=30)) == 12

    assert 1 < there.most <= 4


def test_what_was_settled_or_left_waiting_a_week_ago_is_forgotten(subscribe, publish, committed, started):
    subscribe("http://127.0.0.1:9000/", STATUS)
    for _ in range(3):
        publish()
    spreading.spread(committed)
    settled, waiting, young = committed.scalars(select(Delivery)).all()
    settled.state, settled.settled_at = DeliveryState.DELIVERED, clock.now() - timedelta(days=8)
    waiting.next_at = clock.now() - timedelta(days=8)
    committed.commit()

    claims.sweep(committed)

    assert committed.scalars(select(Delivery)).all() == [young]
