"""What other systems need to begin: public keys and addresses."""

import time

import pytest
from joserfc import jws
from joserfc.jwk import KeySet

from app.core import clock
from app.signing import service, tokens
from app.signing.words import Use

JWKS, CONFIGURATION = "/.well-known/jwks.json", "/.well-known/aeo-configuration"


def test_anybody_verifies_a_token_with_the_published_keys(client, session):
    token = tokens.issue(session, "engine", ["aeo.status"])
    session.commit()

    keys = KeySet.import_key_set(client.get(JWKS).json)

    assert jws.deserialize_compact(token, keys, algorithms=["ES256"]).headers()["typ"] == "at+jwt"


@pytest.mark.parametrize("address", [JWKS, CONFIGURATION])
def test_what_has_not_changed_is_not_sent_again(client, session, address):
    service.ensure(session, Use.TOKEN)
    session.commit()
    answer = client.get(address)

    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert answer.headers["Cache-Control"].startswith("public, max-age=300")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_blanks_among_what_a_reader_has_already_cost_nothing(client):
    client.get(JWKS)
    begun = time.process_time()

    assert client.get(JWKS, headers={"If-None-Match": f"x{' ' * 32_000}x"}).status_code == 200

    assert time.process_time() - begun < 0.5


def test_a_new_key_is_another_answer(client, session):
    service.ensure(session, Use.TOKEN)
    session.commit()
    before = client.get(JWKS)
    service.rotate(session, by=None)
    session.commit()

    assert client.get(JWKS, headers={"If-None-Match": before.headers["ETag"]}).status_code == 200


def test_every_address_of_the_portal_is_one_it_answers_at(client):
    told = client.get(CONFIGURATION).json

    for name in ("openapi", "service_documentation", "jwks_uri"):
        assert client.get(told[name].removeprefix(told["issuer"])).status_code == 200, name
    assert client.post(told["token_endpoint"].removeprefix(told["issuer"])).status_code == 415


def test_it_is_told_where_days_begin(client):
    assert client.get(CONFIGURATION).json["time_zone"] == str(clock.zone())


def test_an_address_that_is_not_there_is_a_problem(client):
    assert client.get("/.well-known/nothing").content_type == "application/problem+json"
