"""A system ends a token before its time."""

import base64
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import ApiClient
from app.api.proof import FORM
from app.core import clock
from app.history.kinds import Kind
from app.history.models import Event
from tests.api.conftest import SECRET
from tests.api.test_access import ask, status


def revoke(client, system, **form):
    basic = base64.b64encode(f"{system.client_id}:{SECRET}".encode()).decode()
    return client.post("/oauth/revoke", data=form, content_type=FORM, headers={"Authorization": f"Basic {basic}"})


def token_of(client, system):
    return ask(client, system).json["access_token"]


def opens(client, token):
    return status(client, {"Authorization": f"Bearer {token}"}).status_code == 404


def test_a_revoked_token_opens_nothing_nor_does_one_before_it(client, give):
    system, now = give("aeo.status"), clock.now()
    with clock.at(now - timedelta(seconds=20)):
        first = token_of(client, system)
    with clock.at(now - timedelta(seconds=10)):
        second = token_of(client, system)
    third = token_of(client, system)

    answer = revoke(client, system, token=second, token_type_hint="access_token")

    assert (answer.status_code, answer.data, answer.headers["Cache-Control"]) == (200, b"", "no-store")
    assert [opens(client, one) for one in (first, second, third)] == [False, False, True]


def test_the_next_token_opens_also_in_the_second_of_the_one_that_ended(client, give):
    system = give("aeo.status")
    with clock.at(clock.now()):
        first = token_of(client, system)
        revoke(client, system, token=first)
        second = token_of(client, system)

        assert [opens(client, one) for one in (first, second)] == [False, True]


def test_it_is_written_down(client, session, give):
    system = give("aeo.status")
    revoke(client, system, token=token_of(client, system))

    event = session.scalars(select(Event).where(Event.about_id == system.id).order_by(Event.position.desc())).first()
    assert (event.kind, event.facts["changed_part"], event.by_id) == (Kind.API_CLIENT_CHANGED, "tokens", None)


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", ""])
def test_what_opens_nothing_anyway_is_no_fault(client, session, give, token):
    system = give("aeo.status")

    assert revoke(client, system, token=token).status_code == 200
    assert session.get(ApiClient, system.id, populate_existing=True).tokens_end_at is None


def test_nobody_ends_the_token_of_another(client, give):
    mine, other = give("aeo.status"), give("aeo.status")
    token = token_of(client, other)

    answer = revoke(client, mine, token=token)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")
    assert opens(client, token)


def test_it_asks_who_one_is_and_for_a_token(client, give):
    assert client.post("/oauth/revoke", data={"token": "x"}).status_code == 401
    assert revoke(client, give("aeo.status")).status_code == 400
