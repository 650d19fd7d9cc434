"""What became of a message decides when its receiver is called again, and whether."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.core import clock
from app.webhooks import claims, service, spreading
from app.webhooks.models import Delivery
from app.webhooks.sending import Answer
from app.webhooks.states import State
from app.webhooks.words import DeliveryState, StoppedBy
from tests.served import wait_until

STATUS = "aeo.status.changed.v1"


@pytest.mark.usefixtures("started")
def test_a_failure_is_tried_again_with_the_same_id_and_body(receiver, subscribe, publish, turn, monkeypatch):
    monkeypatch.setattr("app.webhooks.schedule.AFTER", (timedelta(),) * 3)
    there = receiver(lambda number: 503 if number < 3 else 200)
    subscribe(there.url, STATUS)

    publish()
    for _ in range(4):
        turn()

    assert len(there.received) == 3
    assert len({(one.headers["webhook-id"], one.body) for one in there.received}) == 1


@pytest.mark.usefixtures("started")
def test_retry_after_is_honoured(receiver, subscribe, publish, turn, monkeypatch, fresh):
    monkeypatch.setattr("app.webhooks.schedule.AFTER", (timedelta(),) * 3)
    there = receiver(lambda number: (429, {"Retry-After": "120"}))
    webhook = subscribe(there.url, STATUS)

    publish()
    turn(), turn()

    assert len(there.received) == fresh(webhook).failures == 1
    assert timedelta(seconds=110) < webhook.next_try_at - clock.now() <= timedelta(seconds=120)


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("failures", [0, 9])
def test_no_command_ends_what_the_receiver_asked_for(subscribe, publish, committed, failures):
    webhook = subscribe("http://127.0.0.1:9000/", STATUS)
    webhook.failures = failures
    publish()
    spreading.spread(committed)
    (claimed,) = claims.claim(committed, busy=[], failing=failures > 0, places=10)
    claims.settle(committed, [(claimed, Answer(429, "Answered 429", timedelta(hours=3)))])
    asked = webhook.next_try_at

    service.pause(committed, webhook)
    for act in (service.resume, service.test):
        act(committed, webhook, by=None)

    assert timedelta(hours=2, minutes=59) < asked - clock.now() <= timedelta(hours=3)
    assert webhook.next_try_at == asked


@pytest.mark.usefixtures("started")
def test_a_test_ends_the_rest_of_one_that_failed_too_often(subscribe, publish, committed):
    webhook = subscribe("http://127.0.0.1:9000/", STATUS)
    webhook.failures = 9
    publish()
    spreading.spread(committed)
    (claimed,) = claims.claim(committed, busy=[], failing=True, places=10)
    claims.settle(committed, [(claimed, Answer(500, "Answered 500"))])

    assert webhook.next_try_at > clock.now()
    service.test(committed, webhook, by=None)
    assert webhook.next_try_at is None


@pytest.mark.usefixtures("started")
def test_a_receiver_that_is_gone_is_disabled(receiver, subscribe, publish, turn, fresh, committed):
    webhook = subscribe(receiver(lambda number: 410).url)

    publish()
    turn()

    assert (fresh(webhook).state, webhook.stopped_by) == (State.DISABLED, StoppedBy.GONE)
    assert set(committed.scalars(select(Delivery.state))) == {DeliveryState.GIVEN_UP}


@pytest.mark.usefixtures("started")
def test_a_receiver_that_takes_nothing_for_three_days_is_disabled(receiver, subscribe, publish, turn, fresh, committed):
    webhook = subscribe(receiver(lambda number: 500).url, STATUS)
    webhook.failures, webhook.failing_since = 9, clock.now() - timedelta(days=3, minutes=1)
    committed.commit()

    publish()
    turn()

    assert (fresh(webhook).state, webhook.stopped_by) == (State.DISABLED, StoppedBy.FAILING)


@pytest.mark.usefixtures("started")
def test_one_that_fails_again_and_again_is_called_with_single_messages_then(receiver, subscribe, publish, turn, fresh, committed):
    there = receiver(lambda number: 500)
    webhook = subscribe(there.url, STATUS)
    for _ in range(7):
        publish()
    turn()
    assert fresh(webhook).is_resting
    committed.execute(update(Delivery).values(next_at=clock.now()))
    committed.commit()

    turn()
    assert len(there.received) == 7  # all are due, and it rests

    webhook.next_try_at = clock.now()
    committed.commit()
    turn()
    assert len(there.received) == 8


@pytest.mark.usefixtures("started")
def test_one_success_closes_the_circuit_and_all_that_waited_comes(receiver, subscribe, publish, dispatcher, fresh, committed):
    there = receiver()
    webhook = subscribe(there.url, STATUS)
    for _ in range(12):
        publish()
    webhook.failures, webhook.failing_since, webhook.next_try_at = 9, clock.now(), clock.now() + timedelta(seconds=1)
    committed.commit()

    with dispatcher():
        there.wait_for(12)
        wait_until(lambda: fresh(webhook).failures == 0)

    assert len(there.received) == 12
    assert (webhook.failing_since, webhook.next_try_at) == (None, None)
