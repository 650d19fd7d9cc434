"""The access of a system changes while it goes on asking."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import client_changes, clients
from app.accounts.client_changes import NoOtherProof
from app.accounts.clients import UnknownScope, WrongSecret
from app.accounts.words import OfficerRole
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.models import Event

KEY = {"kid": "1", "kty": "EC"}


@pytest.fixture
def system(session):
    return clients.create(session, "engine", "Risk engine", ["aeo.status"], "first", by=None)


def is_right(session, secret):
    try:
        return bool(clients.authenticate(session, "engine", secret))
    except WrongSecret:
        return False


def test_both_secrets_work_for_a_week_and_then_the_new_one(session, system):
    client_changes.renew_secret(session, system, "second", by=None)

    assert (is_right(session, "first"), is_right(session, "second")) == (True, True)
    with clock.at(clock.now() + timedelta(days=7, seconds=1)):
        assert (is_right(session, "first"), is_right(session, "second")) == (False, True)


def test_a_third_secret_ends_the_first(session, system):
    client_changes.renew_secret(session, system, "second", by=None)
    client_changes.renew_secret(session, system, "third", by=None)

    assert [is_right(session, one) for one in ("first", "second", "third")] == [False, True, True]


def test_the_old_secret_can_be_ended_at_once(session, system):
    client_changes.renew_secret(session, system, "second", by=None)

    client_changes.end_old_secret(session, system, by=None)

    assert (is_right(session, "first"), is_right(session, "second")) == (False, True)
    with pytest.raises(WrongState):
        client_changes.end_old_secret(session, system, by=None)


def test_with_a_key_a_system_can_do_without_a_secret(session, system):
    with pytest.raises(NoOtherProof):
        client_changes.end_secrets(session, system, by=None)

    client_changes.register_keys(session, system, [KEY], by=None)
    client_changes.end_secrets(session, system, by=None)

    assert not is_right(session, "first")
    assert not is_right(session, "")
    with pytest.raises(NoOtherProof):
        client_changes.register_keys(session, system, [], by=None)


def test_a_first_secret_has_nothing_to_overlap_with(session, system):
    client_changes.register_keys(session, system, [KEY], by=None)
    client_changes.end_secrets(session, system, by=None)

    client_changes.renew_secret(session, system, "second", by=None)

    assert (is_right(session, "second"), system.old_secret_until) == (True, None)


def test_scopes_are_changed_and_what_they_were_is_kept(session, system):
    client_changes.rescope(session, system, ["aeo.status", "aeo.risk"], by=None)

    event = session.scalars(select(Event).where(Event.about_id == system.id).order_by(Event.position.desc())).first()
    assert event.facts == {
        "client_id": "engine",
        "changed_part": "scopes",
        "before": ["aeo.status"],
        "scopes": ["aeo.risk", "aeo.status"],
    }
    with pytest.raises(UnknownScope):
        client_changes.rescope(session, system, ["aeo.everything"], by=None)


CHANGES = [
    lambda session, system, by: client_changes.rescope(session, system, [], by=by),
    lambda session, system, by: client_changes.renew_secret(session, system, "second", by=by),
    lambda session, system, by: client_changes.register_keys(session, system, [KEY], by=by),
    lambda session, system, by: client_changes.bind(session, system, ["print"], by=by),
]


@pytest.mark.parametrize("change", CHANGES)
def test_only_the_system_administrator_changes_it(session, make, system, change):
    change(session, system, make.officer(OfficerRole.ADMINISTRATOR))
    with pytest.raises(NotAllowed):
        change(session, system, make.manager())


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_ended_does_not_change(session, system, change):
    clients.disable(session, system, by=None)

    with pytest.raises(WrongState):
        change(session, system, None)


def test_tokens_that_have_ended_do_not_come_back(session, system):
    now = clock.now()
    client_changes.end_tokens(session, system, now, by=None)
    client_changes.end_tokens(session, system, now - timedelta(hours=1), by=None)

    assert system.tokens_end_at == now
