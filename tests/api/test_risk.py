"""Asking for the modifier."""

from datetime import timedelta

import pytest

from app.api.schemas import RiskAnswer
from app.authorisations.states import State
from app.core import clock
from app.programme.words import AuthorisationType


def ask(client, operator, headers, **query):
    return client.get(f"/api/v1/operators/{operator.tin}/risk", headers=headers, query_string=query)


def test_a_risk_engine_reads_the_figures_with_their_reasons(client, listed, token):
    answer = ask(client, listed(*AuthorisationType), token)

    read = RiskAnswer.model_validate(answer.json)
    assert read.figures.fiscal.value < 0
    assert read.modifier == max(read.figures.fiscal.value, read.figures.security.value)


def test_the_components_add_up_to_the_figures(client, listed, token):
    body = ask(client, listed(*AuthorisationType), token).json

    for name, figure in body["figures"].items():
        assert sum(one["points"] for one in body["components"] if one["figure"] == name) == figure["value"]


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ({"state": State.SUSPENDED}, "G02"),
        ({"state": State.REVOKED}, "G05"),
        ({"effective_to": clock.today()}, "G03"),
        ({"effective_from": clock.today() + timedelta(days=9)}, "G04"),
    ],
)
def test_only_what_is_valid_gives_credit(client, listed, token, held, code):
    body = ask(client, listed(*AuthorisationType, held=held), token).json

    assert body["modifier"] == 0
    assert code in {figure["gate"] for figure in body["figures"].values()}


def test_a_role_that_is_not_covered_gives_no_credit(client, listed, token):
    operator = listed(*AuthorisationType, roles=["FWD"])

    covered, beyond = (ask(client, operator, token, role=role) for role in ("freight_forwarder", "importer"))

    assert covered.json["modifier"] < 0
    assert (beyond.json["modifier"], beyond.json["reasons"]) == (0, ["B20"])
    assert beyond.headers["Cache-Control"] == "no-store"
    RiskAnswer.model_validate(beyond.json)


def test_a_mode_that_is_not_covered_gives_no_credit(client, listed, token):
    assert ask(client, listed(*AuthorisationType, modes=["sea"]), token, mode="air").json["modifier"] == 0


@pytest.mark.parametrize(("name", "value"), [("role", "FWD"), ("role", ""), ("mode", "ship"), ("site", "the harbour")])
def test_a_mistyped_word_of_the_shipment_is_refused_and_not_taken_for_no_credit(client, listed, token, name, value):
    answer = ask(client, listed(*AuthorisationType), token, **{name: value})

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")
    assert answer.json["errors"][0]["parameter"] == name


def test_a_site_may_be_written_as_people_write(client, listed, token):
    told = ask(client, listed(*AuthorisationType), token, site="zz ell").json["components"]

    assert told[0]["fact"] == {"site": "ZZELL"}


def test_after_a_suspension_has_ended_by_itself_the_credit_is_back_though_no_worker_runs(client, listed, give, bearer):
    system = give("aeo.risk")
    over = clock.today() + timedelta(days=2)
    operator = listed(*AuthorisationType, held={"state": State.SUSPENDED, "suspended_until": over})
    assert ask(client, operator, bearer(system)).json["modifier"] == 0

    with clock.at(clock.now() + timedelta(days=2)):
        assert ask(client, operator, bearer(system)).json["modifier"] < 0


def test_an_operator_that_was_never_authorised_is_not_found(client, session, token):
    from tests.makers import Maker

    assert ask(client, Maker(session).operator(), token).status_code == 404


def test_consent_does_not_matter_to_a_system_with_the_scope(client, listed, token):
    assert ask(client, listed(public=False), token).status_code == 200


def test_the_scope_of_the_status_does_not_open_the_modifier(client, listed, give, bearer):
    assert ask(client, listed(), bearer(give("aeo.status"))).status_code == 403


def test_who_has_the_answer_already_gets_none(client, listed, token):
    operator = listed()
    etag = ask(client, operator, token).headers["ETag"]

    assert ask(client, operator, token | {"If-None-Match": etag}).status_code == 304


def test_the_look_up_takes_three_queries(client, listed, token, queries):
    operator = listed()

    ask(client, operator, token)

    assert len(queries) <= 3
