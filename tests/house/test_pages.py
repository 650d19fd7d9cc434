"""Every page of every role: it is there, it changes nothing, it asks the database little."""

import re

import pytest
from sqlalchemy import select

from app.operators.models import Operator
from tests.house.pages import filled, looked_at
from tests.statements import statements

AT_MOST = 15
CHANGES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)
OF_ALL = ("limit_counter",)  # counting a try is meant


@pytest.fixture
def asked(shown):
    """The statements that were sent to the database."""
    with statements(shown) as sent:
        yield sent


def pages(shown, told, door, number=1):
    operator_id = None if door == "officer" else told.scalars(select(Operator.id).where(Operator.tin == f"ZZ1{number:09}")).one()
    for rule in looked_at(shown, door):
        address = filled(told, rule, operator_id)
        if address:
            yield address


ROLES = [
    ("public", "anybody"),
    ("account", "anybody"),
    ("operator", "signatory"),
    ("operator", "contributor"),
    ("officer", "officer"),
    ("officer", "auditor"),
    ("officer", "decider"),
    ("officer", "manager"),
    ("officer", "admin"),
]


@pytest.mark.parametrize(("door", "role"), ROLES)
def test_every_page_answers_changes_nothing_and_asks_little(shown, told, browsers, asked, door, role):
    slow, wrong = {}, {}
    for address in pages(shown, told, door):
        asked.clear()
        answer = browsers[role].get(address, buffered=True)
        if answer.status_code >= 500:
            wrong[address] = answer.status_code
        changed = [one for one in asked if CHANGES.match(one) and not any(table in one for table in OF_ALL)]
        assert not changed, f"{address} changes something: {changed[0]}"
        if len(asked) > AT_MOST:
            slow[address] = len(asked)
    assert not wrong
    assert not slow, "more statements than a page may send"
