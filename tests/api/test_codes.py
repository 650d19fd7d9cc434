"""The lists of words, and the policies."""

import pytest

from app.api.schemas import CodesAnswer, PoliciesAnswer, PolicyAnswer
from app.risk.canonical import sha256


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("status", "suspended"),
        ("public_status", "not_valid_today"),
        ("type", "aeof"),
        ("role", "freight_forwarder"),
        ("mode", "sea"),
        ("scheme", "lei"),
        ("reason", "C10"),
    ],
)
def test_anybody_reads_the_words_with_their_texts(client, name, code):
    answer = client.get(f"/api/v1/codes/{name}")

    CodesAnswer.model_validate(answer.json)
    assert all(one["texts"]["en"] for one in answer.json["codes"])
    assert code in [one["code"] for one in answer.json["codes"]]
    assert client.get(f"/api/v1/codes/{name}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_list_that_does_not_exist_names_those_that_do(client):
    answer = client.get("/api/v1/codes/colours")

    assert (answer.status_code, "status, public_status, type" in answer.json["detail"]) == (404, True)


def test_a_policy_is_read_by_the_hash_that_the_modifier_names(client, listed, give, bearer):
    operator, token = listed(), bearer(give("aeo.policy", "aeo.risk"))
    named = client.get(f"/api/v1/operators/{operator.tin}/risk", headers=token).json["policy"]

    policies = client.get("/api/v1/policies", headers=token).json
    policy = client.get(f"/api/v1/policies/{named['id']}", headers=token).json

    PoliciesAnswer.model_validate(policies)
    PolicyAnswer.model_validate(policy)
    assert policies["in_force"] == named
    assert policies["periods"][0]["from_at"].endswith("Z")
    assert (policy["sha256"], sha256(policy["policy"])) == (named["sha256"], named["sha256"])


def test_a_policy_that_was_never_in_force_is_not_found(client, give, bearer):
    assert client.get("/api/v1/policies/none", headers=bearer(give("aeo.policy"))).status_code == 404


@pytest.mark.parametrize("address", ["policies", "policies/2026.1"])
def test_policies_ask_for_their_scope(client, give, bearer, address):
    assert client.get(f"/api/v1/{address}", headers=bearer(give("aeo.risk"))).status_code == 403
