"""From the change of an operator to the receiver, by the process that sends."""

import json
import time
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import func, select, update
from standardwebhooks import Webhook

from app.accounts import clients
from app.core import clock
from app.webhooks import claims, service, spreading
from app.webhooks.models import Delivery, Spread, Subscription
from app.webhooks.sending import Answer
from app.webhooks.states import State
from app.webhooks.words import DeliveryState, StoppedBy

STATUS = "aeo.status.changed.v1"
BREAK = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = 'aeo_app' AND pid <> %s
"""


def until(met, seconds=10.0):
    end = time.monotonic() + seconds
    while not (done := met()) and time.monotonic() < end:
        time.sleep(0.02)
    assert done


@pytest.fixture
def fresh(committed):
    """`fresh(thing)` as it stands in the database now."""

    def read(thing):
        committed.rollback()
        committed.expire_all()
        return thing

    return read


@pytest.fixture
def started(committed):
    """The spreading has begun: what changes from here on is told."""
    spreading.spread(committed)
    committed.commit()


@pytest.mark.usefixtures("started")
def test_a_change_is_told_at_once_signed_and_without_the_record(receiver, subscribe, publish, dispatcher):
    there = receiver()
    webhook = subscribe(there.url, STATUS)

    with dispatcher():
        operator = publish()
        (got,) = there.wait_for(1)

    told = Webhook(subscribe.secret_of[webhook.id]).verify(got.body, got.headers)
    assert (told["type"], told["subject"], told["data"]["tin"]) == (STATUS, operator.tin, operator.tin)
    assert set(told) == {"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"}
    assert set(told["data"]) == {"tin", "seq"}
    assert got.headers["webhook-id"] == told["id"]


@pytest.mark.usefixtures("started")
def test_only_what_was_asked_for_is_told(receiver, subscribe, publish, dispatcher):
    of_status, of_figures = receiver(), receiver()
    subscribe(of_status.url, STATUS)
    subscribe(of_figures.url, "aeo.modifier.changed.v1")

    with dispatcher():
        publish()
        of_status.wait_for(1), of_figures.wait_for(1)

    assert [json.loads(one.body)["type"] for one in of_status.received] == [STATUS]
    assert [json.loads(one.body)["type"] for one in of_figures.received] == ["aeo.modifier.changed.v1"]


def test_what_was_before_is_not_told(receiver, subscribe, publish, dispatcher, committed, started):
    publish()
    spreading.spread(committed)
    committed.commit()
    there = receiver()
    subscribe(there.url, STATUS)

    with dispatcher():
        after = publish()
        there.wait_for(1)
        time.sleep(0.3)

    assert [json.loads(one.body)["subject"] for one in there.received] == [after.tin]


@pytest.mark.usefixtures("started")
def test_a_system_that_has_no_access_any_more_is_told_nothing(receiver, subscribe, publish, dispatcher, committed, system):
    there, other = receiver(), receiver()
    subscribe(there.url, STATUS)
    subscribe(other.url, STATUS, of=clients.create(committed, "other", "Other", ["aeo.webhook", "aeo.status"], "x", by=None))
    clients.disable(committed, system, by=None)
    committed.commit()

    with dispatcher():
        publish()
        other.wait_for(1)

    assert there.received == []


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("left", [["aeo.status", "aeo.risk"], ["aeo.webhook", "aeo.risk"]])
@pytest.mark.parametrize("is_due", [True, False])
def test_a_system_that_lost_a_scope_is_told_nothing_more_of_it(subscribe, publish, committed, system, left, is_due):
    subscribe("http://127.0.0.1:9000/", STATUS)
    if is_due:
        publish()
        spreading.spread(committed)
    system.scopes = left
    committed.commit()

    publish()
    spreading.spread(committed)

    assert committed.scalar(select(func.count()).select_from(Delivery)) == is_due
    assert claims.claim(committed, busy=[], failing=False, places=10) == []


@pytest.mark.usefixtures("started")
def test_a_failure_is_tried_again_with_the_same_id_and_body(receiver, subscribe, publish, dispatcher, monkeypatch):
    monkeypatch.setattr("app.webhooks.schedule.AFTER", (timedelta(milliseconds=100),) * 3)
    there = receiver(lambda number: 503 if number < 3 else 200)
    subscribe(there.url, STATUS)

    with dispatcher():
        publish()
        got = there.wait_for(3)
        time.sleep(0.3)

    assert len(got) == 3
    assert len({(one.headers["webhook-id"], one.body) for one in got}) == 1


@pytest.mark.usefixtures("started")
def test_retry_after_is_honoured(receiver, subscribe, publish, dispatcher, monkeypatch, fresh):
    monkeypatch.setattr("app.webhooks.schedule.AFTER", (timedelta(milliseconds=10),) * 3)
    there = receiver(lambda number: (429, {"Retry-After": "120"}))
    webhook = subscribe(there.url, STATUS)

    with dispatcher():
        publish()
        until(lambda: fresh(webhook).failures == 1)
        time.sleep(0.3)

    assert len(there.received) == 1
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

    for act in (service.pause, service.resume, service.test):
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
def test_a_receiver_that_is_gone_is_disabled(receiver, subscribe, publish, dispatcher, fresh, committed):
    webhook = subscribe(receiver(lambda number: 410).url)

    with dispatcher():
        publish()
        until(lambda: fresh(webhook).state is State.DISABLED)

    assert webhook.stopped_by is StoppedBy.GONE
    assert set(committed.scalars(select(Delivery.state))) == {DeliveryState.GIVEN_UP}


@pytest.mark.usefixtures("started")
def test_a_receiver_that_takes_nothing_for_three_days_is_disabled(receiver, subscribe, publish, dispatcher, fresh, committed):
    webhook = subscribe(receiver(lambda number: 500).url, STATUS)
    webhook.failures, webhook.failing_since = 9, clock.now() - timedelta(days=3, minutes=1)
    committed.commit()

    with dispatcher():
        publish()
        until(lambda: fresh(webhook).state is State.DISABLED)

    assert webhook.stopped_by is StoppedBy.FAILING


@pytest.mark.usefixtures("started")
def test_one_that_fails_again_and_again_is_called_with_single_messages_then(receiver, subscribe, publish, dispatcher, fresh):
    answers = {"status": 500}
    there = receiver(lambda number: answers["status"])
    webhook = subscribe(there.url, STATUS)

    with dispatcher():
        for _ in range(7):
            publish()
        until(lambda: fresh(webhook).is_resting and webhook.next_try_at)
        before = len(there.received)
        time.sleep(0.5)
        assert len(there.received) == before  # it rests


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
        until(lambda: fresh(webhook).failures == 0)

    assert len(there.received) == 12
    assert (webhook.failing_since, webhook.next_try_at) == (None, None)


@pytest.mark.usefixtures("started")
def test_a_dead_receiver_slows_nobody(receiver, subscribe, publish, dispatcher, line):
    """Nineteen that hang for as long as they may, and one that is well."""
    well, hanging = receiver(), receiver(delay=30)
    for number in range(19):
        subscribe(f"{hanging.url}/{number}", STATUS)
    subscribe(well.url, STATUS)

    with dispatcher(line(time_limit=6.0)):
        for number in range(1, 6):
            began = time.monotonic()
            publish()
            well.wait_for(number)
            assert time.monotonic() - began < 4.0  # well within what a dead one may take, on a busy machine too

    assert len(well.received) == 5


@pytest.mark.usefixtures("started")
def test_secrets_change_without_a_gap(receiver, subscribe, publish, dispatcher, committed):
    there = receiver()
    webhook = subscribe(there.url, STATUS)
    old = subscribe.secret_of[webhook.id]

    with dispatcher():
        new, until_then = service.rotate_secret(committed, webhook)
        committed.commit()
        publish()
        (got,) = there.wait_for(1)

    for secret in (old, new):
        Webhook(secret).verify(got.body, got.headers)
    assert until_then - clock.now() > timedelta(hours=23)
    with clock.at(until_then):
        assert webhook.secrets == [new]


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
def test_two_processes_send_each_message_once(receiver, subscribe, publish, dispatcher):
    there = receiver()
    subscribe(there.url, STATUS)

    with dispatcher(), dispatcher():
        for _ in range(20):
            publish()
        there.wait_for(20)
        time.sleep(0.3)

    assert len({one.headers["webhook-id"] for one in there.received}) == len(there.received) == 20


@pytest.mark.usefixtures("started")
def test_a_paused_one_is_told_nothing_and_goes_on_later(receiver, subscribe, publish, dispatcher, committed):
    there, other = receiver(), receiver()
    webhook = subscribe(there.url, STATUS)
    subscribe(other.url, STATUS)
    service.pause(committed, webhook, by=None)
    committed.commit()

    with dispatcher():
        publish()
        other.wait_for(1)
        service.resume(committed, webhook, by=None)
        committed.commit()
        after = publish()
        there.wait_for(1)

    assert [json.loads(one.body)["subject"] for one in there.received] == [after.tin]


def test_a_test_message_is_about_nobody(receiver, subscribe, dispatcher, committed):
    there = receiver()
    webhook = subscribe(there.url, STATUS)

    with dispatcher():
        service.test(committed, webhook, by=None)
        committed.commit()
        (got,) = there.wait_for(1)

    assert json.loads(got.body) | {"id": "", "time": "", "source": ""} == {
        "specversion": "1.0",
        "id": "",
        "source": "",
        "type": "aeo.webhook.test.v1",
        "time": "",
        "datacontenttype": "application/json",
        "data": {},
    }


@pytest.mark.usefixtures("started")
def test_connections_that_break_are_made_anew(receiver, subscribe, publish, dispatcher, server, committed):
    there = receiver()
    subscribe(there.url, STATUS)
    ours = committed.scalar(select(func.pg_backend_pid()))

    with dispatcher():
        time.sleep(0.5)
        with psycopg.connect(server.url("aeo_fresh", user="postgres"), autocommit=True) as owner:
            broken = owner.execute(BREAK, [ours]).fetchall()
        publish()
        there.wait_for(1)

    assert len(broken) >= 2
    assert len(there.received) == 1


@pytest.mark.usefixtures("started")
def test_no_more_is_under_way_than_there_are_places(receiver, subscribe, publish, dispatcher, monkeypatch):
    monkeypatch.setattr("app.webhooks.dispatcher.PLACES", 4)
    there = receiver(delay=0.5)
    for number in range(3):
        subscribe(f"{there.url}/{number}", STATUS)

    with dispatcher() as sending:
        for _ in range(4):
            publish()
        most = 0
        while len(there.received) < 12:
            most = max(most, sum(batch.size for batch in list(sending.under_way.values())))
            time.sleep(0.01)

    assert 1 < most <= 4


def test_spreading_twice_tells_once(receiver, subscribe, publish, committed, started):
    subscribe("http://127.0.0.1:9000/", STATUS)
    publish()

    for _ in range(2):
        spreading.spread(committed)
        committed.commit()

    assert committed.scalar(select(func.count()).select_from(Delivery)) == 1
    assert committed.scalars(select(Subscription)).one().failures == 0


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


@pytest.mark.usefixtures("started")
def test_one_whose_secret_cannot_be_read_keeps_nobody_waiting(receiver, subscribe, publish, dispatcher, committed, fresh):
    there, other = receiver(), receiver()
    broken = subscribe(other.url, STATUS)
    subscribe(there.url, STATUS)
    broken.secret = b"sealed with another key"
    committed.commit()

    with dispatcher():
        publish()
        there.wait_for(1)
        until(lambda: fresh(broken).failures == 1)

    assert other.received == []
    assert "secret" in broken.last_error


def test_where_the_register_began_anew_the_spreading_does_too(subscribe, publish, committed, started):
    subscribe("http://127.0.0.1:9000/", STATUS)
    publish()
    committed.scalars(select(Spread)).one().cursor = "A" * 80  # of a register that was restored, or of another SECRET_KEY
    committed.commit()

    spreading.spread(committed)
    after = publish()
    spreading.spread(committed)

    assert committed.scalars(select(Delivery.tin)).all() == [after.tin]
