"""What a look-up node asks for beside snapshot and feed."""

import pytest


@pytest.fixture
def ask(client, give, bearer):
    """`ask("aeo.node")` asks as a system with these scopes."""
    return lambda *scopes: client.get("/api/v1/node", headers=bearer(give(*scopes)))


def test_keys_policies_and_from_when_they_are_in_force(ask):
    answer = ask("aeo.node")

    assert answer.status_code == 200
    assert {one["kty"] for one in answer.json["keys"]["keys"]} == {"EC"}
    assert [one["policy"] for one in answer.json["periods"]] == [one["id"] for one in answer.json["policies"]] == ["2026.1"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_nodes_are_told(ask):
    assert ask("aeo.status", "aeo.risk", "aeo.changes").status_code == 403
