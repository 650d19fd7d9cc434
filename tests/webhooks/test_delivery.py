"""From the change of an operator to the receiver, by the process that sends."""

import json
import time
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import func, select
from standardwebhooks import Webhook

from app.core import clock
from app.webhooks import service
from tests.served import wait_until

STATUS = "aeo.status.changed.v1"
THEIRS = "pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'aeo_app' AND pid <> %s"


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
def test_one_whose_secret_cannot_be_read_keeps_nobody_waiting(receiver, subscribe, publish, dispatcher, committed, fresh):
    there, other = receiver(), receiver()
    broken = subscribe(other.url, STATUS)
    subscribe(there.url, STATUS)
    broken.secret = b"sealed with another key"
    committed.commit()

    with dispatcher():
        publish()
        there.wait_for(1)
        wait_until(lambda: fresh(broken).failures == 1)

    assert other.received == []
    assert "secret" in broken.last_error


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
def test_connections_that_break_are_made_anew(receiver, subscribe, publish, dispatcher, server, committed):
    there = receiver()
    subscribe(there.url, STATUS)
    ours = committed.scalar(select(func.pg_backend_pid()))

    with dispatcher():
        with psycopg.connect(server.url("aeo_fresh", user="postgres"), autocommit=True) as owner:
            wait_until(lambda: owner.execute(f"SELECT {THEIRS}", [ours]).rowcount >= 2)
            owner.execute(f"SELECT pg_terminate_backend(pid), {THEIRS}", [ours])
        publish()
        there.wait_for(1)

    assert len(there.received) == 1
