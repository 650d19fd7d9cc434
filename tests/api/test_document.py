"""The description of the interfaces is true, valid, and changes only on purpose."""

import json
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

SNAPSHOT = Path(__file__).with_name("openapi.json")


@pytest.fixture(scope="module")
def told(portal):
    return portal.test_client().get("/openapi.json").json


def test_the_description_is_valid(told):
    OpenAPIV31SpecValidator(told).validate()


def test_the_description_changes_only_on_purpose(told):
    """If it was meant: `python -m tests.api.snapshot` writes it anew, and the change is read before it is committed."""
    assert told == json.loads(SNAPSHOT.read_text("utf-8"))


def test_every_address_of_systems_is_described(portal, told):
    addresses = {
        rule.rule.replace("<", "{").replace(">", "}")
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


def test_anybody_may_read_it_from_any_page(portal):
    answer = portal.test_client().get("/openapi.json")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"].startswith("public")
