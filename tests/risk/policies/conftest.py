"""A policy that differs from the one in force, and the two people it takes."""

import json
from copy import deepcopy
from importlib.resources import files

import pytest

from app.accounts.words import OfficerRole
from app.risk.policies import service

CONTENT = json.loads(files("app.risk").joinpath("policies", "2026.1.json").read_text("utf-8"))


@pytest.fixture
def content():
    """`content(id="2027.1", threshold=70)` is the policy that came with the portal, with other words."""

    def changed(**otherwise):
        return deepcopy(CONTENT) | {"id": "2027.1", "effective_from": "2027-01-01", "author": "Ida Castellan"} | otherwise

    return changed


@pytest.fixture
def manager(make):
    return make.officer(OfficerRole.PROGRAMME_MANAGER)


@pytest.fixture
def decider(make):
    return make.officer(OfficerRole.DECISION_MAKER)


@pytest.fixture
def proposed(session, content, manager):
    return service.propose(session, content(), by=manager)


@pytest.fixture
def approved(session, proposed, decider):
    service.approve(session, proposed, by=decider)
    return proposed
