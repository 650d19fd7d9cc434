"""Who may come through which door: asserted by asking for every page, not by reading decorators."""

import re

import pytest
from sqlalchemy import select

from app.operators.models import Operator
from tests.house.pages import DOORS, filled, looked_at


def test_every_door_has_a_guard(shown):
    for door in set(shown.blueprints) - {"public", "account", "health", "api"}:
        assert shown.before_request_funcs.get(door), f"{door} lets anybody in"


def test_every_page_stands_in_a_known_door(shown):
    known = {*DOORS, "api", "health", "static"}
    assert {rule.endpoint.partition(".")[0] for rule in shown.url_map.iter_rules()} <= known


def test_addresses_are_in_kebab_case(shown):
    for rule in shown.url_map.iter_rules():
        plain = "".join(part for is_variable, part in rule._trace if not is_variable).partition("|")[2]
        assert plain == plain.lower(), rule
        assert "_" not in plain, rule


def test_ids_in_addresses_are_typed(shown):
    assert not [rule.rule for rule in shown.url_map.iter_rules() if re.search(r"<\w+_id>", rule.rule)]


@pytest.mark.parametrize("door", ["operator", "officer"])
def test_without_an_account_every_page_leads_to_sign_in(shown, told, browsers, door):
    for rule in looked_at(shown, door):
        address = filled(told, rule)
        if address:
            answer = browsers["anybody"].get(address, buffered=True)
            assert answer.status_code == 302, address
            assert "/account/sign-in" in answer.location, address


@pytest.mark.parametrize(("door", "stranger"), [("operator", "officer"), ("officer", "signatory"), ("officer", "contributor")])
def test_nobody_comes_through_the_door_of_another_audience(shown, told, browsers, door, stranger):
    for rule in looked_at(shown, door):
        address = filled(told, rule)
        if address:
            assert browsers[stranger].get(address, buffered=True).status_code == 403, address


def test_nobody_reaches_anything_of_another_business(shown, told, browsers):
    """The answer is 404, as if it were not there, for every page with something of Northwind in its address."""
    northwind = told.scalars(select(Operator.id).where(Operator.tin == "ZZ1000000001")).one()
    for rule in (rule for rule in looked_at(shown, "operator") if any(name.endswith("_id") for name in rule.arguments)):
        if address := filled(told, rule, northwind):
            assert browsers["signatory"].get(address, buffered=True).status_code in {200, 302, 303, 403, 409}, address
            assert browsers["stranger"].get(address, buffered=True).status_code == 404, address


def test_nobody_changes_anything_of_another_business(shown, told, browsers):
    northwind = told.scalars(select(Operator.id).where(Operator.tin == "ZZ1000000001")).one()
    for rule in shown.url_map.iter_rules():
        if rule.endpoint.startswith("operator.") and "POST" in rule.methods and any(n.endswith("_id") for n in rule.arguments):
            address = filled(told, rule, northwind)
            if address:
                assert browsers["stranger"].post(address, data={"text": "x", "reply": "x"}).status_code == 404, address
