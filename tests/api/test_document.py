"""The description of the interfaces is true, valid, and changes only on purpose."""

import json
from pathlib import Path
from typing import get_args

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.api.openapi import path_of
from app.api.schemas.batch import Result
from app.authorisations.states import Status
from app.risk.codes import CODES
from app.risk.words import TEXTS

SNAPSHOT = Path(__file__).with_name("openapi.json")


@pytest.fixture(scope="module")
def told(portal):
    return portal.test_client().get("/openapi.json").json


def test_the_description_is_valid(told):
    OpenAPIV31SpecValidator(told).validate()


def test_the_description_changes_only_on_purpose(told):
    """If it was meant: `python -m tests.api.snapshot` writes it anew, and the change is read before it is committed."""
    assert told == json.loads(SNAPSHOT.read_text("utf-8"))


def test_no_word_is_named_by_the_place_of_its_code(told):
    """Two classes of one name are told apart by their modules: a generated client would change whenever a file moves."""
    assert [name for name in told["components"]["schemas"] if "__" in name] == []


def test_every_address_of_systems_is_described(portal, told):
    addresses = {
        path_of(rule)
        for rule in portal.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.show_document"
    }

    assert addresses <= set(told["paths"])
    assert {"/v/{code}", "/healthz", "/readyz"} <= set(told["paths"])


def test_every_field_has_an_example_or_a_fixed_set(told):
    plain = [
        f"{name}.{field}"
        for name, schema in told["components"]["schemas"].items()
        for field, about in schema.get("properties", {}).items()
        if about.get("type") == "string" and not {"examples", "enum", "const"} & set(about)
    ]

    assert plain == []


def test_every_code_of_a_modifier_is_explained():
    assert set(CODES) == set(TEXTS)


def test_every_status_is_a_result_of_the_batch_too():
    assert set(Status) | {"not_found", "error", "unavailable"} == set(get_args(Result))


def test_who_reads_by_the_description_bears_what_a_later_one_adds(told):
    closed = [name for name, schema in told["components"]["schemas"].items() if schema.get("additionalProperties") is False]

    assert "BatchQuestion" in closed
    assert all(name.endswith("Question") for name in closed)


def test_every_answer_that_has_a_validator_says_what_304_means(told):
    for kind in ("status", "risk"):
        about = told["paths"][f"/api/v1/operators/{{tin}}/{kind}"]["get"]
        assert "ETag" in about["responses"]["200"]["headers"]
        assert "content" not in about["responses"]["304"]
        assert "If-None-Match" in {one["name"] for one in about["parameters"]}


def test_where_a_refusal_says_more_in_a_header_it_is_described(told):
    beside = {"401": "WWW-Authenticate", "403": "WWW-Authenticate", "429": "Retry-After", "503": "Retry-After"}
    answers = [
        (code, one) for path in told["paths"].values() for about in path.values() for code, one in about["responses"].items()
    ]

    assert [code for code, one in answers if code in beside and beside[code] not in one["headers"]] == []


def test_a_moment_beyond_what_is_known_is_described_wherever_one_is_asked_about(told):
    single = ("/api/v1/operators/{tin}/status", "/api/v1/operators/{tin}/risk")
    asking = [about for path in (*single, "/api/v1/status:batch", "/api/v1/risk:batch") for about in told["paths"][path].values()]

    assert all("Beyond what is known" in about["responses"]["422"]["description"] for about in asking)


def test_anybody_may_read_it_from_any_page(portal):
    answer = portal.test_client().get("/openapi.json")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"].startswith("public")
