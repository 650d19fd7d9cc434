"""Status lists are handed out as files."""

import os
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256

import pytest

from app.api.schemas import StatusAnswer, StatusListsAnswer
from app.config import settings
from app.core import clock
from app.register.status_list import tokens, writing
from app.signing import keyring


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    monkeypatch.setenv("PUBLISHED_PATH", str(tmp_path))
    settings.cache_clear()
    keyring.forget()
    yield
    monkeypatch.undo()
    settings.cache_clear()
    keyring.forget()


@pytest.fixture
def place(client, listed, token, session):
    """The place of an operator, as a status answer names it, in a list that was written."""
    answer = client.get(f"/api/v1/operators/{listed().tin}/status", headers=token).json
    StatusAnswer.model_validate(answer)
    writing.write_due(session)
    session.commit()
    return answer["status_list"]


@pytest.fixture
def address(place):
    return "/statuslists/" + place["uri"].rpartition("/")[2]


def test_anybody_reads_the_status_of_a_place(client, session, place, address):
    keys = {key["kid"]: tokens.ECKey.import_key(key) for key in client.get("/.well-known/jwks.json").json["keys"]}

    answer = client.get(address)

    assert (answer.status_code, answer.content_type) == (200, "application/statuslist+jwt")
    assert tokens.status_at(answer.text, place["uri"], place["idx"], keys, clock.now()) == 0


def test_caches_may_keep_it_and_pages_may_read_it(client, address):
    answer = client.get(address)

    digest = b64encode(sha256(answer.data).digest()).decode()
    assert answer.headers["Cache-Control"] == "public, max-age=900"
    assert answer.headers["Repr-Digest"] == f"sha-256=:{digest}:"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Repr-Digest" in answer.headers["Access-Control-Expose-Headers"]


def test_whoever_has_it_gets_304(client, address):
    etag = client.get(address).headers["ETag"]

    answer = client.get(address, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.data) == (304, b"")


def test_all_lists_are_listed(client, place):
    answer = client.get("/statuslists")

    assert StatusListsAnswer.model_validate(answer.json).status_lists
    assert place["uri"] in answer.json["status_lists"]
    assert client.get("/.well-known/aeo-configuration").json["status_list_aggregation_endpoint"].endswith("/statuslists")


@pytest.mark.parametrize("number", ["99", "0", "x", "-1", "..%2F1"])
def test_a_list_that_is_not_there_is_404(client, address, number):
    answer = client.get(f"/statuslists/{number}")

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_no_earlier_list_is_kept(client, address):
    answer = client.get(address, query_string={"time": 1})

    assert (answer.status_code, answer.json["type"]) == (501, "/problems/history-not-kept")


@pytest.mark.parametrize("accepted", ["application/statuslist+jwt", "*/*", "application/statuslist+cwt, application/*;q=0.1"])
def test_it_is_given_to_whoever_takes_it(client, address, accepted):
    assert client.get(address, headers={"Accept": accepted}).status_code == 200


def test_no_other_form_is_kept(client, address):
    assert client.get(address, headers={"Accept": "application/statuslist+cwt"}).status_code == 406


def test_shortly_before_its_end_nobody_keeps_it_for_longer(client, address):
    age(address, tokens.LIFE - timedelta(seconds=100))

    assert 90 <= int(client.get(address).headers["Cache-Control"].rpartition("=")[2]) <= 100


def test_one_that_was_not_renewed_in_time_is_not_given_as_if_it_were_good(client, address):
    age(address, tokens.LIFE)

    answer = client.get(address)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def age(address, by):
    written = (clock.now() - by).timestamp()
    os.utime(writing.path_of(int(address.rpartition("/")[2])), (written, written))
