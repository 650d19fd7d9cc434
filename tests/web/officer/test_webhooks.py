"""Officers see how webhooks stand, and those who run the programme act on them."""

import pytest
from sqlalchemy import select

from app.accounts import clients
from app.accounts.words import OfficerRole
from app.core import clock, ids
from app.history.models import Event
from app.webhooks import service
from app.webhooks.models import Delivery
from app.webhooks.states import State
from app.webhooks.types import TEST
from app.webhooks.words import DeliveryState, Held, StoppedBy


@pytest.fixture
def webhook(session):
    client = clients.create(session, "risk-engine-1", "Risk engine", ["aeo.webhook", "aeo.status"], "secret", by=None)
    made, _ = service.subscribe(session, client, url="http://127.0.0.1:9000/hook", types=["aeo.status.changed.v1"])
    session.commit()
    return made


@pytest.fixture
def given_up(session, webhook):
    now = clock.now()
    facts = {"event_id": ids.fresh(), "type": TEST, "happened_at": now, "next_at": now, "settled_at": now, "tries": 10}
    made = Delivery(subscription_id=webhook.id, state=DeliveryState.GIVEN_UP, last_error="Answered 503", **facts)
    session.add(made)
    session.commit()
    return made


def address(webhook, act=""):
    return f"/officer/programme/webhooks/{webhook.id}{act}"


@pytest.fixture
def manager(sign_in, make):
    return sign_in(make.officer(OfficerRole.PROGRAMME_MANAGER, name="I. Castellan"))


def test_a_secret_in_the_address_is_shown_to_nobody_and_kept_in_no_event(manager, session, webhook):
    made, _ = service.subscribe(session, webhook.client, url="http://127.0.0.1:9000/in?token=s3cret", types=webhook.types)
    service.pause(session, made)
    session.commit()

    told = [manager.get(address(made)).text, manager.get("/officer/programme/webhooks").text]
    told += [event.facts["url"] for event in session.scalars(select(Event).where(Event.about_id == made.id))]

    assert len(told) == 4
    assert all("s3cret" not in one and "http://127.0.0.1:9000/in?…" in one for one in told)


def test_without_any_the_page_says_who_sets_them_up(sign_in, make):
    assert "aeo.webhook" in sign_in(make.auditor()).get("/officer/programme/webhooks").text


def test_every_officer_sees_how_they_stand_and_why(sign_in, make, session, webhook, given_up):
    webhook.failures, webhook.last_error = 3, "No answer within 15 s"
    session.commit()
    browser = sign_in(make.auditor())

    listed, shown = browser.get("/officer/programme/webhooks").text, browser.get(address(webhook)).text

    assert "risk-engine-1" in listed
    assert "Failing" in listed
    for said in ("No answer within 15 s", "Answered 503", "Given up", webhook.url):
        assert said in shown
    assert "Send a test message" not in shown


@pytest.mark.parametrize("act", ["test", "stop", "release", "resume", "again"])
def test_only_who_runs_the_programme_acts_on_them(sign_in, make, webhook, act):
    assert sign_in(make.auditor()).post(address(webhook, f"/{act}")).status_code == 403


def test_a_test_message_is_sent(manager, session, webhook):
    assert manager.post(address(webhook, "/test")).status_code == 303

    assert session.scalars(select(Delivery.type)).all() == [TEST]


def test_one_that_its_system_paused_goes_on(manager, session, webhook):
    service.pause(session, webhook)
    session.commit()
    assert "Paused by the system that owns it" in manager.get(address(webhook)).text

    manager.post(address(webhook, "/resume"))
    session.refresh(webhook)
    assert (webhook.state, webhook.stopped_by) == (State.ACTIVE, None)


@pytest.mark.parametrize("by_itself", [None, "pause", "disable"])
def test_it_is_stopped_with_a_reason_whatever_its_state_and_goes_on_in_it(manager, session, webhook, by_itself):
    if by_itself == "pause":
        service.pause(session, webhook)
    elif by_itself:
        service.disable(session, webhook, StoppedBy.GONE)
    session.commit()
    was = webhook.state, webhook.stopped_by
    chosen = {"extent": "server", "reason": "It hands messages on."}

    assert "Choose what is stopped" in manager.post(address(webhook, "/stop"), data={"reason": "It hands messages on."}).text
    assert "Say why" in manager.post(address(webhook, "/stop"), data=chosen | {"reason": ""}).text
    assert manager.post(address(webhook, "/stop"), data=chosen).status_code == 303

    shown = manager.get(address(webhook)).text
    assert all(said in shown for said in ("Stopped by customs", "It hands messages on.", "Let those to this server go on"))
    assert "Stopped by customs" in manager.get("/officer/programme/webhooks").text
    assert [manager.post(address(webhook, act)).status_code for act in ("/test", "/again", "/resume")] == [409, 409, 409]
    assert manager.post(address(webhook, "/stop"), data=chosen).status_code == 200
    assert manager.post(address(webhook, "/release")).status_code == 303
    session.refresh(webhook)
    assert (webhook.held, webhook.state, webhook.stopped_by) == (None, *was)
    assert manager.post(address(webhook, "/release")).status_code == 409


def test_all_webhooks_of_a_system_are_stopped_by_one_question(manager, session, webhook):
    there = {"types": webhook.types, "lookup": lambda *_: ["127.0.0.2"]}
    other, _ = service.subscribe(session, webhook.client, url="http://127.0.0.2:9000/", **there)
    session.commit()
    manager.post(address(other, "/stop"), data={"extent": "server", "reason": "One"})
    manager.post(address(other, "/stop"), data={"extent": "system", "reason": "All of it"})

    for one in (webhook, other):
        session.refresh(one)
        assert (one.held, one.held_because) == (Held.SYSTEM, "All of it")
        assert "Stop all webhooks" not in manager.get(address(one)).text

    manager.post(address(webhook, "/release"))
    session.refresh(other)
    assert other.held is None


def test_what_was_given_up_is_sent_again(manager, session, webhook, given_up):
    manager.post(address(webhook, "/again"))

    session.refresh(given_up)
    assert (given_up.state, given_up.tries) == (DeliveryState.DUE, 0)
