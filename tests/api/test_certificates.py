"""Tokens bound to a client certificate that a trusted proxy tells of."""

from base64 import b64encode

import pytest

from app.accounts import client_changes
from app.config import settings
from app.core.certificates import of_certificate
from tests.api.test_access import ask, status

PROXY, STRANGER = "10.9.9.9", "10.8.8.8"
SECRET = "s" * 32
DER, OTHER = b"a certificate", b"another certificate"


def handed_over(der):
    return {"Client-Cert": f":{b64encode(der).decode()}:"}


@pytest.fixture
def client(app, client, monkeypatch):
    """Behind a proxy whose word counts."""
    monkeypatch.setenv("CERTIFICATE_PROXIES", f"{PROXY}, 192.168.0.0/24")
    settings.cache_clear()
    client.environ_base["REMOTE_ADDR"] = PROXY
    yield client
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def bound(client, give):
    """The headers of a token that was asked for with the certificate."""
    client.environ_base["HTTP_CLIENT_CERT"] = handed_over(DER)["Client-Cert"]
    token = ask(client, give("aeo.status")).json["access_token"]
    del client.environ_base["HTTP_CLIENT_CERT"]
    return {"Authorization": f"Bearer {token}"}


def test_a_token_is_bound_to_the_certificate_it_was_asked_for_with(client, bound):
    assert status(client, bound | handed_over(DER)).status_code == 404

    for other in ({}, handed_over(OTHER), {"Client-Cert": "nonsense"}):
        answer = status(client, bound | other)
        assert (answer.status_code, answer.json["detail"]) == (401, "The token is bound to another certificate.")


def test_from_anybody_but_the_proxy_the_header_is_worth_nothing(client, bound):
    client.environ_base["REMOTE_ADDR"] = STRANGER

    assert status(client, bound | handed_over(DER)).status_code == 401


def test_where_a_secret_is_agreed_one_that_a_visitor_makes_up_is_worth_nothing(client, bound, monkeypatch):
    monkeypatch.setenv("CERTIFICATE_SECRET", SECRET)
    settings.cache_clear()
    shown = handed_over(DER)["Client-Cert"]

    assert status(client, bound | {"Client_Cert": shown}).status_code == 401
    assert status(client, bound | {"Client-Cert": f"{shown};secret={SECRET}"}).status_code == 404


def test_a_token_of_before_goes_on_for_who_has_no_certificates_registered(client, give, bearer):
    assert status(client, bearer(give("aeo.status")) | handed_over(DER)).status_code == 404


def test_a_system_with_certificates_gets_no_token_and_no_answer_without_them(client, session, give, bearer):
    system = give("aeo.status")
    before = bearer(system)
    client_changes.bind(session, system, [of_certificate(DER)], by=None)
    session.commit()

    assert ask(client, system).status_code == 401
    assert status(client, before | handed_over(DER)).status_code == 401
    client.environ_base["HTTP_CLIENT_CERT"] = handed_over(OTHER)["Client-Cert"]
    assert ask(client, system).status_code == 401
    client.environ_base["HTTP_CLIENT_CERT"] = handed_over(DER)["Client-Cert"]
    assert ask(client, system).status_code == 200


def test_a_certificate_that_is_taken_away_opens_nothing_from_then_on(client, session, give):
    system = give("aeo.status")
    client_changes.bind(session, system, [of_certificate(DER)], by=None)
    session.commit()
    client.environ_base["HTTP_CLIENT_CERT"] = handed_over(DER)["Client-Cert"]
    token = {"Authorization": f"Bearer {ask(client, system).json['access_token']}"}
    assert status(client, token).status_code == 404

    client_changes.bind(session, system, [of_certificate(OTHER)], by=None)
    session.commit()

    assert status(client, token).status_code == 401
