"""Every refusal is a problem, and each problem has a page."""

import pytest

from app.accounts.models import ApiClient
from app.api.schemas import ProblemAnswer
from app.core.problems import ALL, of_status
from app.core.refusals import LARGEST_BODY, LARGEST_FORM

SYSTEM = ApiClient(client_id="engine", name="Risk engine", scopes=["aeo.status", "aeo.risk"])


@pytest.mark.parametrize(
    ("method", "path", "code", "slug"),
    [
        ("GET", "/api/v1/nothing", 404, "not-found"),
        ("GET", "/api/", 404, "not-found"),
        ("GET", "/oauth/nothing", 404, "not-found"),
        ("DELETE", "/api/v1/operators/ZZ1/status", 405, "method-not-allowed"),
        ("GET", "/api/v1/status:batch", 405, "method-not-allowed"),
        ("GET", "/oauth/token", 405, "method-not-allowed"),
        ("POST", "/api/v1/status:batch", 401, "unauthenticated"),
    ],
)
def test_whatever_is_wrong_is_said_as_a_problem(client, method, path, code, slug):
    answer = client.open(path, method=method, headers={"X-Request-Id": "mine"})

    assert (answer.status_code, answer.content_type) == (code, "application/problem+json")
    assert answer.json["type"] == f"/problems/{slug}"
    assert answer.json["instance"] == answer.headers["X-Request-Id"] == "mine"
    ProblemAnswer.model_validate(answer.json)


@pytest.mark.parametrize(
    ("path", "kind", "at_most"),
    [
        ("/api/v1/outcomes", "application/json", LARGEST_BODY),
        ("/api/v1/policies/none:simulate", "application/json", LARGEST_BODY),
        ("/oauth/token", "application/x-www-form-urlencoded", LARGEST_FORM),
        ("/oauth/revoke", "application/x-www-form-urlencoded", LARGEST_FORM),
    ],
)
def test_more_than_an_address_takes_is_not_even_read(client, give, bearer, path, kind, at_most):
    token = bearer(give("aeo.outcome", "aeo.policy.simulate")) if path.startswith("/api/") else {}

    answer = client.post(path, data=b" " * (at_most + 1), content_type=kind, headers=token | {"Idempotency-Key": "some-key"})

    assert (answer.status_code, answer.json["type"]) == (413, "/problems/too-large")


def test_a_wrong_method_is_told_the_right_ones(client):
    assert set(client.get("/oauth/token").headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_outside_the_addresses_of_systems_a_page_is_shown(client):
    answer = client.get("/nothing")

    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert client.delete("/help").mimetype == "text/html"


@pytest.mark.usefixtures("dead_database")
@pytest.mark.parametrize("path", ["operators/ZZ1/status", "operators/ZZ1/risk"])
def test_when_the_register_does_not_answer_nothing_is_said_of_the_operator(client, bearer, path):
    answer = client.get(f"/api/v1/{path}", headers=bearer(SYSTEM))

    assert (answer.status_code, answer.json["type"]) == (503, "/problems/unavailable")
    assert answer.headers["Retry-After"] == "30"


@pytest.mark.usefixtures("dead_database")
def test_the_public_is_told_the_same(client):
    assert client.get("/api/v1/operators/ZZ1/status").status_code == 503


@pytest.mark.usefixtures("dead_database")
def test_a_batch_is_not_answered_by_not_found(client, bearer):
    assert client.post("/api/v1/status:batch", json={"ids": ["ZZ1"]}, headers=bearer(SYSTEM)).status_code == 503


@pytest.mark.usefixtures("dead_database")
def test_a_token_is_not_refused_because_the_database_is_away(client):
    form = {"grant_type": "client_credentials"}

    assert client.post("/oauth/token", data=form, auth=("engine", "secret")).status_code == 503


def test_a_fault_of_ours_is_a_problem_without_its_cause(client, token, monkeypatch):
    from app.register import queries

    monkeypatch.setattr(queries, "find", lambda *_: 1 / 0)

    answer = client.get("/api/v1/operators/ZZ1/status", headers=token)

    assert (answer.status_code, answer.json["type"]) == (500, "/problems/internal")
    assert "division" not in answer.text


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_each_problem_has_a_page_at_its_address(client, problem):
    page = client.get(problem.type)

    assert page.status_code == 200
    assert problem.title in page.text


def test_there_is_no_page_for_a_problem_that_does_not_exist(client):
    assert client.get("/problems/nothing").status_code == 404


@pytest.mark.parametrize(("status", "slug"), [(422, "invalid-identifier"), (418, "invalid-request"), (502, "internal")])
def test_a_code_without_a_problem_of_its_own_falls_to_its_family(status, slug):
    assert of_status(status).slug == slug
