"""Asking who an operator is, by number or by name."""

from datetime import timedelta

import pytest

from app.api.schemas import OperatorAnswer, SearchAnswer
from app.authorisations.states import State
from app.core import clock
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Identifier
from app.operators.words import Scheme
from app.programme.words import AuthorisationType
from app.reactions import committing
from tests.makers import Maker

LEI = "529900T8BM49AURSDO55"


@pytest.fixture
def token(give, bearer):
    return bearer(give("aeo.operator", "aeo.search"))


@pytest.fixture
def operator(listed, session):
    """Not public, with a site and an LEI."""
    operator = listed(AuthorisationType.AEOC, name="Łódź Forwarding Ltd", roles=["FWD", "IMP"], modes=["sea"])
    with committing(session):
        Maker(session).site(operator, name="Store", locode="ZZEXA")
        session.add(
            Identifier(operator_id=operator.id, scheme=Scheme.LEI, value=LEI, valid_from=clock.today() - timedelta(days=9))
        )
        record(session, Kind.SITE_ADDED, about=operator, by=None)
    yield operator
    with committing(session):
        for one in operator.identifiers:
            one.valid_to = clock.today()


def test_master_data_roles_sites_and_numbers_are_told(client, operator, token):
    answer = client.get(f"/api/v1/operators/{operator.tin.lower()}", headers=token)

    assert answer.status_code == 200
    OperatorAnswer.model_validate(answer.json)
    assert (answer.json["name"], answer.json["roles"], answer.json["modes"]) == (
        operator.name,
        ["importer", "freight_forwarder"],
        ["sea"],
    )
    assert [(site["name"], site["locode"]) for site in answer.json["sites"]] == [("Store", "ZZEXA")]
    assert [(one["scheme"], one["value"], one["valid_to"]) for one in answer.json["identifiers"]] == [("lei", LEI, None)]
    assert "contact" not in answer.text


def test_what_the_business_says_anew_is_told_at_once_and_raises_the_number(client, session, operator, token):
    before = client.get(f"/api/v1/operators/{operator.tin}", headers=token)
    with committing(session):
        operator.street = "9 New Road"
        record(session, Kind.BUSINESS_DESCRIBED, about=operator, by=None)

    after = client.get(f"/api/v1/operators/{operator.tin}", headers=token | {"If-None-Match": before.headers["ETag"]})

    assert (after.status_code, after.json["street"]) == (200, "9 New Road")
    assert after.json["seq"] > before.json["seq"]


def test_a_new_street_is_a_change_of_the_operator_in_the_feed(client, session, operator, give, bearer):
    follower = bearer(give("aeo.changes"))
    cursor = client.get("/api/v1/changes", headers=follower).json["cursor"]
    with committing(session):
        operator.street = "9 New Road"
        record(session, Kind.BUSINESS_DESCRIBED, about=operator, by=None)

    told = client.get("/api/v1/changes", query_string={"cursor": cursor}, headers=follower)

    assert [one["type"] for one in told.json["items"]] == ["aeo.operator.changed.v1"]


def test_it_is_found_by_another_of_its_numbers(client, operator, token):
    answer = client.get("/api/v1/operators", query_string={"scheme": "lei", "value": LEI.lower()}, headers=token)
    same = client.get(f"/api/v1/operators/{LEI}", query_string={"scheme": "lei"}, headers=token)

    assert answer.json["tin"] == operator.tin
    assert same.data == answer.data == client.get(f"/api/v1/operators/{operator.tin}", headers=token).data


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"scheme": "lei", "value": "7ZW8QJWVPR4P1J1KQY45"}, 404),
        ({"scheme": "lei", "value": "x"}, 422),
        ({"scheme": "lei"}, 400),
        ({"value": LEI}, 400),
        ({"scheme": "duns", "value": "1"}, 400),
    ],
)
def test_a_number_that_is_nobodys_or_none_is_said_to_be_so(client, token, query, status):
    assert client.get("/api/v1/operators", query_string=query, headers=token).status_code == status


def test_who_was_never_authorised_is_not_found(client, session, token):
    assert client.get(f"/api/v1/operators/{Maker(session).operator().tin}", headers=token).status_code == 404


@pytest.mark.parametrize("address", ["operators/ZZ1", "operators?scheme=lei&value=x", "operators:search?name=x"])
def test_each_asks_for_its_scope(client, give, bearer, address):
    assert client.get(f"/api/v1/{address}").status_code == 401
    assert client.get(f"/api/v1/{address}", headers=bearer(give("aeo.status"))).status_code == 403


@pytest.mark.parametrize("typed", ["lodz", "ŁÓDŹ forw", "forwarding  lod", "ltd, lodz"])
def test_an_operator_is_found_by_the_beginnings_of_its_words(client, operator, token, typed):
    answer = client.get("/api/v1/operators:search", query_string={"name": typed}, headers=token)

    SearchAnswer.model_validate(answer.json)
    assert operator.tin in [one["tin"] for one in answer.json["operators"]]
    assert answer.headers["RateLimit"].startswith('"client";r=359000;')


@pytest.mark.parametrize("typed", ["odz", "lodz warehouse", "'", "%", "_"])
def test_what_does_not_begin_a_word_is_not_found(client, operator, token, typed):
    assert client.get("/api/v1/operators:search", query_string={"name": typed}, headers=token).json == {
        "operators": [],
        "more": False,
    }


def test_a_new_name_is_found_and_the_old_one_no_longer(client, session, operator, token):
    def found(name):
        return client.get("/api/v1/operators:search", query_string={"name": name}, headers=token).json["operators"]

    with committing(session):
        operator.name = "Zephyrine Freight"
        record(session, Kind.BUSINESS_DESCRIBED, about=operator, by=None)

    assert [one["tin"] for one in found("zephyrine")] == [operator.tin]
    assert operator.tin not in {one["tin"] for one in found("lodz forwarding")}


def test_at_most_twenty_are_told_and_that_there_are_more(client, listed, token):
    for number in range(21):
        listed(name=f"Quillfeather {number:02}")

    answer = client.get("/api/v1/operators:search", query_string={"name": "quillf"}, headers=token)

    assert [one["name"] for one in answer.json["operators"]] == [f"Quillfeather {number:02}" for number in range(20)]
    assert answer.json["more"] is True


def test_a_hit_has_the_status_of_today(client, listed, token):
    listed(held={"state": State.SUSPENDED}, name="Wistful Carriers")

    answer = client.get("/api/v1/operators:search", query_string={"name": "wistful"}, headers=token)

    assert answer.json["operators"][0]["status"] == "suspended"


def test_it_asks_little_of_the_database(client, operator, token, queries):
    client.get(f"/api/v1/operators/{operator.tin}", headers=token)
    assert len(queries) <= 4
    queries.clear()
    client.get("/api/v1/operators:search", query_string={"name": "lodz forw"}, headers=token)
    assert len(queries) <= 4
