"""Tokens bound to a certificate (RFC 8705), through a real proxy: shown by its holder they are good, and by nobody else."""

import ssl

import pytest

from app.accounts import client_changes, clients
from app.core.certificates import of_certificate
from tests.deploy.authority import Authority
from tests.deploy.caller import bearer
from tests.deploy.conftest import AGREED, looked_into

BOUND = "The token is bound to another certificate."


def status(tin):
    return f"/api/v1/operators/{tin}/status"


@pytest.fixture
def holder(outside, certified):
    return outside.showing(certified)


def test_a_token_is_good_with_the_certificate_it_was_asked_for_with_and_with_no_other(holder, outside, authority, tin):
    token = holder.bearer()

    assert holder.ask(status(tin), token).status == 200
    for thief in (outside, outside.showing(authority.certify("another"))):
        answer = thief.ask(status(tin), token)
        assert (answer.status, answer.json["detail"]) == (401, BOUND)


@pytest.mark.parametrize("name", ["Client-Cert", "client-cert", "Client_Cert", "CLIENT_CERT", "CLIENT-CERT"])
def test_no_visitor_says_what_certificate_it_has(holder, outside, authority, certified, tin, name):
    """Not even with the secret, which only a proxy can know."""
    token = holder.bearer()
    made_up = name, f"{certified.header};secret={AGREED}"

    for thief in (outside, outside.showing(authority.certify("another"))):
        assert thief.ask(status(tin), token, made_up).status == 401
    assert holder.ask(status(tin), token, (name, ":bm9uZQ==:")).status == 200


def test_a_certificate_of_another_authority_opens_nothing(outside, tmp_path):
    stranger = outside.showing(Authority(tmp_path, "stranger").certify("engine"))

    try:
        answer = stranger.token()
    except (ssl.SSLError, ConnectionError):
        return  # it is refused before a word is said
    assert answer.status == 400


def test_a_resumed_session_is_that_of_its_certificate(holder, outside, tin):
    first = holder.token()
    token = bearer(first.json["access_token"])

    again = holder.ask(status(tin), token, session=first.session)

    assert again.is_resumed
    assert again.status == 200


def test_a_system_with_registered_certificates_gets_a_token_with_these_alone(portal, holder, outside, certified):
    with looked_into(portal) as session:
        engine = clients.find(session, "engine")
        client_changes.bind(session, engine, [of_certificate(certified.der)], by=None)
        session.commit()

        assert (outside.token().status, holder.token().status) == (401, 200)

        client_changes.bind(session, engine, [], by=None)
        session.commit()


def test_a_long_certificate_passes_as_well(outside, authority, tin):
    holder = outside.showing(authority.certify("long", *(f"system-{number}.customs.example" for number in range(150))))

    assert holder.ask(status(tin), holder.bearer()).status == 200
