"""Tokens: who gets one, what it opens, and when it is over."""

import base64
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import clients
from app.accounts.clients import NameTaken, Scope, UnknownScope, WrongSecret
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.models import Event
from tests.api.conftest import SECRET
from tests.makers import Maker


def ask(client, system, secret=SECRET, **form):
    client_id = system if isinstance(system, str) else system.client_id
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    return client.post(
        "/oauth/token", data={"grant_type": "client_credentials"} | form, headers={"Authorization": f"Basic {basic}"}
    )


def status(client, headers):
    return client.get("/api/v1/operators/ZZ404/status", headers=headers)


def test_a_system_gets_a_token_and_asks_with_it(client, give):
    answer = ask(client, give("aeo.status", "aeo.risk"))

    assert answer.headers["Cache-Control"] == "no-store"
    assert {name: answer.json[name] for name in ("token_type", "expires_in", "scope")} == {
        "token_type": "Bearer",
        "expires_in": 600,
        "scope": "aeo.risk aeo.status",
    }
    assert status(client, {"Authorization": f"Bearer {answer.json['access_token']}"}).status_code == 404


def test_a_system_needs_no_token_of_a_form(app, client, give, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    assert ask(client, give("aeo.status")).status_code == 200


def test_a_system_may_ask_for_less_than_it_has(client, give):
    answer = ask(client, give("aeo.status", "aeo.risk"), scope="aeo.risk")
    token = {"Authorization": f"Bearer {answer.json['access_token']}"}

    assert status(client, token).status_code == 403


@pytest.mark.parametrize(
    ("secret", "form", "code", "error"),
    [
        ("wrong", {}, 401, "invalid_client"),
        (SECRET, {"grant_type": "password"}, 400, "unsupported_grant_type"),
        (SECRET, {"grant_type": ""}, 400, "unsupported_grant_type"),
        (SECRET, {"scope": "aeo.status aeo.everything"}, 400, "invalid_scope"),
    ],
)
def test_a_refusal_is_a_problem_and_speaks_oauth_too(client, give, secret, form, code, error):
    answer = ask(client, give("aeo.status"), secret=secret, **form)

    assert (answer.status_code, answer.json["error"], answer.content_type) == (code, error, "application/problem+json")


def test_an_unknown_client_and_a_wrong_secret_are_answered_alike(client, give):
    answers = [ask(client, give("aeo.status"), secret="wrong"), ask(client, "nobody")]

    wrong, unknown = ({name: value for name, value in one.json.items() if name != "instance"} for one in answers)
    assert wrong == unknown
    assert answers[0].headers["WWW-Authenticate"].startswith("Basic")


def test_without_credentials_there_is_no_token(client):
    assert client.post("/oauth/token", data={"grant_type": "client_credentials"}).status_code == 401


def test_a_name_that_no_system_can_have_is_refused_like_any_other(client):
    assert ask(client, "en\0gine").status_code == 401


def test_a_token_is_asked_for_by_a_form(client):
    assert client.post("/oauth/token", json={"grant_type": "client_credentials"}).status_code == 415


def test_guessing_a_secret_ends_after_twenty_tries_a_minute(client, give):
    system = give("aeo.status")
    with clock.at(clock.now().replace(second=10, microsecond=0)):
        codes = [ask(client, system, secret="wrong").status_code for _ in range(20)]
        last = ask(client, system)
        other = ask(client, "another")

    assert set(codes) == {401}
    assert (last.status_code, last.headers["Retry-After"]) == (429, "50")
    assert other.status_code == 401


def test_the_answer_tells_the_nearer_of_two_limits(client, give):
    system = give("aeo.status")
    with clock.at(clock.now().replace(second=10, microsecond=0)):
        first = ask(client, system)
        for number in range(90):
            ask(client, f"another-{number}", "wrong")
        later = ask(client, system)

    assert [answer.headers["RateLimit-Policy"] for answer in (first, later)] == ['"client";q=20;w=60', '"client";q=100;w=60']
    assert [answer.headers["RateLimit"] for answer in (first, later)] == ['"client";r=19;t=50', '"client";r=8;t=50']


def test_a_client_that_tries_without_end_locks_out_nobody_behind_its_address(client, give):
    for _ in range(120):
        ask(client, "another", "wrong")

    assert ask(client, give("aeo.status")).status_code == 200


def test_without_the_scope_the_answer_is_no(client, give, bearer):
    answer = status(client, bearer(give("aeo.risk")))

    assert (answer.status_code, answer.json["type"]) == (403, "/problems/insufficient-scope")
    assert 'scope="aeo.status"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/v1/operators/ZZ1/risk"), ("POST", "/api/v1/status:batch")])
def test_what_is_not_public_asks_for_a_token(client, method, path):
    answer = client.open(path, method=method, json={} if method == "POST" else None)

    assert (answer.status_code, answer.json["type"]) == (401, "/problems/unauthenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("authorization", ["Bearer nonsense", "Bearer ", "Bearer a.b.c", "Basic eDp5", "Digest x", "nonsense"])
def test_a_bad_token_is_refused_even_where_none_is_needed(client, listed, authorization):
    operator = listed(public=True)

    answer = client.get(f"/api/v1/operators/{operator.tin}/status", headers={"Authorization": authorization})

    assert (answer.status_code, answer.json["type"]) == (401, "/problems/unauthenticated")


def test_a_token_lasts_ten_minutes(client, give, bearer):
    token = bearer(give("aeo.status"))

    with clock.at(clock.now() + timedelta(minutes=9, seconds=50)):
        assert status(client, token).status_code == 404
    with clock.at(clock.now() + timedelta(minutes=10, seconds=1)):
        assert status(client, token).status_code == 401


def test_when_its_access_ends_a_token_it_still_has_is_worth_nothing(client, session, give, bearer):
    system = give("aeo.status")
    token = bearer(system)
    clients.disable(session, system, by=None)
    session.commit()

    assert status(client, token).status_code == 401
    assert ask(client, system).status_code == 401


def test_a_scope_taken_away_is_gone_from_tokens_given_before(client, session, give, bearer):
    system = give("aeo.status", "aeo.risk")
    token = bearer(system)
    system.scopes = ["aeo.risk"]
    session.commit()

    assert status(client, token).status_code == 403


def test_a_new_secret_is_never_given_twice_and_is_kept_as_a_hash(session):
    one, other = clients.secret(), clients.secret()

    system = clients.create(session, "hashed", "Risk engine", [Scope.STATUS], one, by=None)

    assert one != other
    assert len(one) >= 43
    assert one not in system.secret_hash
    assert clients.authenticate(session, "hashed", one) is system
    with pytest.raises(WrongSecret):
        clients.authenticate(session, "hashed", other)


def test_giving_access_is_written_down_without_the_secret(session, give):
    system = give("aeo.status")

    event = session.scalars(select(Event).where(Event.about_id == system.id)).one()
    assert (event.kind, event.facts) == (Kind.API_CLIENT_CREATED, {"client_id": system.client_id, "scopes": ["aeo.status"]})


def test_an_unknown_scope_is_not_given(session):
    with pytest.raises(UnknownScope, match=r"aeo\.everything"):
        clients.create(session, "engine", "Risk engine", ["aeo.everything"], SECRET, by=None)


def test_a_name_is_given_once(session, give):
    system = give("aeo.status")

    with pytest.raises(NameTaken):
        clients.create(session, system.client_id, "Another", [], SECRET, by=None)


def test_only_the_system_administrator_gives_and_ends_access(session, give):
    manager, system = Maker(session).manager(), give("aeo.status")

    with pytest.raises(NotAllowed):
        clients.create(session, "another", "Another", [], SECRET, by=manager)
    with pytest.raises(NotAllowed):
        clients.disable(session, system, by=manager)


def test_an_access_ends_once(session, give):
    system = give("aeo.status")
    clients.disable(session, system, by=None)

    with pytest.raises(WrongState):
        clients.disable(session, system, by=None)
