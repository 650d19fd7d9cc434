"""What the feed has becomes due, at each webhook that asked for it and may be told."""

import json

import pytest
from sqlalchemy import func, select

from app.accounts import clients
from app.webhooks import claims, service, spreading
from app.webhooks.models import Delivery, Spread, Subscription

STATUS = "aeo.status.changed.v1"


@pytest.mark.usefixtures("started")
def test_only_what_was_asked_for_is_told(receiver, subscribe, publish, turn):
    of_status, of_figures = receiver(), receiver()
    subscribe(of_status.url, STATUS)
    subscribe(of_figures.url, "aeo.modifier.changed.v1")

    publish()
    turn()

    assert [json.loads(one.body)["type"] for one in of_status.received] == [STATUS]
    assert [json.loads(one.body)["type"] for one in of_figures.received] == ["aeo.modifier.changed.v1"]


def test_what_was_before_is_not_told(receiver, subscribe, publish, turn, committed, started):
    publish()
    spreading.spread(committed)
    committed.commit()
    there = receiver()
    subscribe(there.url, STATUS)

    after = publish()
    turn()

    assert [json.loads(one.body)["subject"] for one in there.received] == [after.tin]


@pytest.mark.usefixtures("started")
def test_a_system_that_has_no_access_any_more_is_told_nothing(receiver, subscribe, publish, turn, committed, system):
    there, other = receiver(), receiver()
    subscribe(there.url, STATUS)
    subscribe(other.url, STATUS, of=clients.create(committed, "other", "Other", ["aeo.webhook", "aeo.status"], "x", by=None))
    clients.disable(committed, system, by=None)
    committed.commit()

    publish()
    turn()

    assert (len(there.received), len(other.received)) == (0, 1)


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
def test_a_paused_one_is_told_nothing_and_goes_on_later(receiver, subscribe, publish, turn, committed):
    there, other = receiver(), receiver()
    webhook = subscribe(there.url, STATUS)
    subscribe(other.url, STATUS)
    service.pause(committed, webhook)
    committed.commit()

    publish()
    turn()
    service.resume(committed, webhook, by=None)
    committed.commit()
    after = publish()
    turn()

    assert [json.loads(one.body)["subject"] for one in there.received] == [after.tin]


def test_spreading_twice_tells_once(receiver, subscribe, publish, committed, started):
    subscribe("http://127.0.0.1:9000/", STATUS)
    publish()

    for _ in range(2):
        spreading.spread(committed)
        committed.commit()

    assert committed.scalar(select(func.count()).select_from(Delivery)) == 1
    assert committed.scalars(select(Subscription)).one().failures == 0


def test_where_the_register_began_anew_the_spreading_does_too(subscribe, publish, committed, started):
    subscribe("http://127.0.0.1:9000/", STATUS)
    publish()
    committed.scalars(select(Spread)).one().cursor = "A" * 80  # of a register that was restored, or of another SECRET_KEY
    committed.commit()

    spreading.spread(committed)
    after = publish()
    spreading.spread(committed)

    assert committed.scalars(select(Delivery.tin)).all() == [after.tin]
