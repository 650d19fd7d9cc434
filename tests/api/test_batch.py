"""Asking for many operators at once."""

from datetime import timedelta

import pytest
from stdnum.iso7064 import mod_97_10

from app.api.schemas import BatchAnswer
from app.authorisations.states import State
from app.core import clock
from app.operators.models import Identifier
from app.operators.words import Scheme
from app.programme.words import AuthorisationType
from tests.api.conftest import NUMBERS

BATCH = "/api/v1/status:batch"
LEI = "529900T8BM49AURSDO55"  # nobody's here


@pytest.fixture
def lei():
    """A well-formed one that no other test uses."""
    body = f"529900{next(NUMBERS):012}"
    return body + str(mod_97_10.calc_check_digits(body))


def ask(client, token, *ids, **more):
    return client.post(BATCH, json={"ids": list(ids)} | more, headers=token)


def results(client, token, *ids, **more):
    return [one["result"] for one in ask(client, token, *ids, **more).json["results"]]


def test_the_order_is_kept_and_a_bad_number_does_not_fail_the_rest(client, listed, token):
    valid, suspended = listed(*AuthorisationType, tin="ZZ9100000001"), listed(tin="ZZ9100000002", held={"state": State.SUSPENDED})

    answer = ask(client, token, "zz 9100-000002", "??", "ZZ9100000001", "ZZ404", 7, None, {"scheme": "lei"}, "")

    assert [one["result"] for one in answer.json["results"]] == [
        "suspended",
        "error",
        "valid",
        "not_found",
        "error",
        "error",
        "error",
        "error",
    ]
    assert answer.json["counts"] == {"suspended": 1, "error": 5, "valid": 1, "not_found": 1}
    assert answer.json["results"][0]["id"] == "zz 9100-000002"
    assert answer.json["results"][0]["normalized"] == suspended.tin
    assert answer.json["results"][2]["type"] == "aeof"
    assert "normalized" not in answer.json["results"][2]
    assert valid.tin == answer.json["results"][2]["id"]
    BatchAnswer.model_validate(answer.json)


def test_every_state_has_its_result(client, listed, token):
    today = clock.today()
    states = {
        "valid": {},
        "not_yet_valid": {"effective_from": today + timedelta(days=1)},
        "suspended": {"state": State.SUSPENDED},
        "revoked": {"state": State.REVOKED},
        "expired": {"effective_to": today},
    }
    operators = {word: listed(held=held).tin for word, held in states.items()}

    assert results(client, token, *operators.values()) == list(operators)


def test_another_number_is_found_by_its_scheme_only(client, session, listed, token, lei):
    operator = listed()
    session.add(Identifier(operator_id=operator.id, scheme=Scheme.LEI, value=lei))
    session.commit()

    answer = ask(client, token, {"scheme": "lei", "value": f" {lei} "}, lei, {"scheme": "tin", "value": operator.tin})

    first, second, third = answer.json["results"]
    assert (first["result"], first["normalized"]) == ("valid", operator.tin)
    assert first["id"] == {"scheme": "lei", "value": f" {lei} "}
    assert second["result"] == "error"
    assert third["result"] == "valid"


def test_a_number_that_is_another_firms_today_answers_for_that_firm(client, session, listed, token, lei):
    before, now = listed(held={"state": State.REVOKED}), listed()
    today = clock.today()
    then = {"valid_from": today - timedelta(days=9), "valid_to": today}
    session.add(Identifier(operator_id=before.id, scheme=Scheme.LEI, value=lei, **then))
    session.add(Identifier(operator_id=now.id, scheme=Scheme.LEI, value=lei, valid_from=today))
    session.commit()

    assert ask(client, token, {"scheme": "lei", "value": lei}).json["results"][0]["normalized"] == now.tin


@pytest.mark.parametrize(
    "alias",
    [
        {"scheme": "lei", "value": "529900T8BM49AURSDO56"},
        {"scheme": "duns", "value": "1"},
        {"scheme": ["lei"], "value": {}},
        {"value": "1"},
        [],
        True,
    ],
)
def test_an_alias_that_cannot_be_read_is_an_error_of_its_own(client, token, alias):
    assert results(client, token, alias) == ["error"]


def test_an_alias_nobody_has_is_not_found(client, token):
    assert results(client, token, {"scheme": "lei", "value": LEI}) == ["not_found"]


def test_one_type_can_be_asked_for(client, listed, token):
    operator = listed(AuthorisationType.AEOC)

    assert results(client, token, operator.tin, **{"for": "aeos"}) == ["not_found"]
    assert results(client, token, operator.tin, **{"for": "aeoc"}) == ["valid"]


def test_the_same_number_twice_is_answered_twice(client, listed, token):
    tin = listed().tin

    assert results(client, token, tin, tin) == ["valid", "valid"]


def test_a_thousand_numbers_take_one_query(client, token, queries):
    answer = ask(client, token, *(f"ZZ{number}" for number in range(1000)))

    assert answer.json["counts"] == {"not_found": 1000}
    assert len(queries) <= 3


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"ids": []}, "/ids"),
        ({"ids": ["ZZ1"] * 1001}, "/ids"),
        ({"ids": "ZZ1"}, "/ids"),
        ({}, "/ids"),
        ({"ids": ["ZZ1"], "for": "aeof"}, "/for"),
        ({"ids": ["ZZ1"], "fro": "aeoc"}, "/fro"),
        ([], ""),
    ],
)
def test_a_bad_envelope_is_refused_at_its_place(client, token, body, pointer):
    answer = client.post(BATCH, json=body, headers=token)

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")
    assert answer.json["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("data", [b"{", b"", b"\xff", b'{"ids": [}'])
def test_broken_json_is_a_bad_request(client, token, data):
    answer = client.post(BATCH, data=data, headers=token | {"Content-Type": "application/json"})

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")


def test_another_media_type_is_not_read(client, token):
    answer = client.post(BATCH, data='{"ids": ["ZZ1"]}', headers=token | {"Content-Type": "text/plain"})

    assert (answer.status_code, answer.json["type"]) == (415, "/problems/unsupported-media-type")


def test_a_body_beyond_a_megabyte_is_not_read(client, token):
    answer = ask(client, token, "x" * 1_100_000)

    assert (answer.status_code, answer.json["type"]) == (413, "/problems/too-large")


def test_a_batch_needs_the_scope(client, give, bearer):
    assert ask(client, bearer(give("aeo.risk")), "ZZ1").status_code == 403


def test_a_batch_is_counted_by_its_numbers(client, token):
    answer = ask(client, token, "ZZ1", "ZZ2", "ZZ3")

    assert answer.headers["RateLimit-Policy"] == '"client";q=360000;w=60'
    assert answer.headers["RateLimit"].startswith('"client";r=359997;')


def test_a_batch_is_kept_by_nobody(client, token):
    assert ask(client, token, "ZZ1").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("sent", [2**70, {"scheme": "tin", "value": "ZZ404", "more": 2**70}])
def test_a_number_that_no_answer_can_repeat_does_not_fail_the_rest(client, listed, token, sent):
    known = listed(*AuthorisationType)

    assert results(client, token, sent, known.tin) == ["error", "valid"]
