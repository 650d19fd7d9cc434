"""Asking for many modifiers at once."""

from datetime import timedelta

import pytest

from app.api.schemas import RiskBatchAnswer
from app.authorisations.states import State
from app.core import clock
from app.programme.words import AuthorisationType

BATCH = "/api/v1/risk:batch"


def ask(client, token, *ids, **more):
    return client.post(BATCH, json={"ids": list(ids)} | more, headers=token)


def alone(client, token, operator, **query):
    return client.get(f"/api/v1/operators/{operator.tin}/risk", headers=token, query_string=query).json


def test_each_has_the_figures_that_it_has_alone(client, listed, token):
    valid, suspended = listed(*AuthorisationType), listed(held={"state": State.SUSPENDED})

    answer = ask(client, token, valid.tin.lower(), "??", suspended.tin, "ZZ404")

    RiskBatchAnswer.model_validate(answer.json)
    first, second, third, fourth = answer.json["results"]
    assert first["normalized"] == valid.tin
    assert {name: first[name] for name in ("modifier", "figures", "reasons", "valid_until")} == {
        name: alone(client, token, valid)[name] for name in ("modifier", "figures", "reasons", "valid_until")
    }
    assert (second["result"], third["modifier"], fourth["result"]) == ("error", 0, "not_found")
    assert answer.json["counts"] == {"found": 2, "error": 1, "not_found": 1}


def test_all_are_asked_about_the_same_shipment(client, listed, token):
    one, other = listed(*AuthorisationType, roles=["FWD"]), listed(*AuthorisationType, roles=["IMP"])

    answer = ask(client, token, one.tin, other.tin, role="freight_forwarder")

    assert [result["modifier"] < 0 for result in answer.json["results"]] == [True, False]
    assert answer.json["results"][1]["reasons"] == alone(client, token, other, role="freight_forwarder")["reasons"]


def test_after_its_day_each_is_computed_anew(client, listed, give, bearer):
    operator, engine = listed(*AuthorisationType), give("aeo.risk")

    with clock.at(clock.now() + timedelta(days=8)):
        answer = ask(client, bearer(engine), operator.tin)
        assert answer.json["results"][0]["valid_until"] > clock.now().isoformat()


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"role": "captain"}, {"parameter": "role"}),
        ({"site": "nowhere"}, {"parameter": "site"}),
        ({"for": "aeoc"}, {"pointer": "/for"}),
    ],
)
def test_a_word_that_is_none_is_refused_at_its_place(client, token, more, place):
    answer = ask(client, token, "ZZ1", **more)

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")
    assert place.items() <= answer.json["errors"][0].items()


def test_it_needs_the_scope_and_counts_its_numbers(client, give, bearer):
    assert ask(client, bearer(give("aeo.status")), "ZZ1").status_code == 403
    assert ask(client, bearer(give("aeo.risk")), "ZZ1", "ZZ2").headers["RateLimit"].startswith('"client";r=359998;')


def test_another_moment_is_asked_about_for_all(client, listed, token):
    begun = clock.now()
    holder = listed(AuthorisationType.AEOC)

    answer = ask(client, token, holder.tin, "ZZ404", "??", as_of=clock.now().isoformat(), known_at="then")
    before = ask(client, token, holder.tin, as_of=(begun - timedelta(days=9_000)).isoformat())
    ahead = ask(client, token, holder.tin, as_of=(begun + timedelta(days=9)).isoformat())

    assert [one["result"] for one in answer.json["results"]] == ["found", "not_found", "error"]
    assert answer.json["results"][0]["figures"] == ask(client, token, holder.tin).json["results"][0]["figures"]
    assert [one.json["results"][0]["result"] for one in (before, ahead)] == ["not_found", "unavailable"]
