"""A system tries a policy: asked once for a key, counted by the worker, read without a name of anybody."""

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.core import clock
from app.core.windows import IDS
from app.risk.policies import service
from app.risk.simulation.models import Simulation
from tests.api.conftest import NUMBERS
from tests.risk.policies.conftest import CONTENT


@pytest.fixture
def token(give, bearer):
    return bearer(give("aeo.policy.simulate"))


@pytest.fixture
def stricter(session, make):
    rules = [rule | ({"c_only": -4} if rule["code"] == "B10" else {}) for rule in CONTENT["rules"]]
    content = CONTENT | {"id": f"stricter-{next(NUMBERS)}", "effective_from": "2030-01-01", "rules": rules}
    row = service.propose(session, content, by=make.officer(OfficerRole.PROGRAMME_MANAGER))
    session.commit()
    return row


def ask(client, headers, policy, key="a-key-of-its-own"):
    return client.post(f"/api/v1/policies/{policy}:simulate", headers=headers | {"Idempotency-Key": key})


def test_a_policy_is_simulated_by_the_worker_and_read_once_it_is_done(client, token, stricter, listed, run_jobs):
    listed(tin="ZZ9600000001")
    answer = ask(client, token, stricter.code)
    assert (answer.status_code, answer.json["state"], answer.json["figures"]) == (202, "waiting", None)

    run_jobs()

    told = client.get(answer.location, headers=token).json
    assert told["state"] == "done"
    assert told["operators"] == told["counted"] > 0
    assert told["policy"] == {"id": stricter.code, "sha256": stricter.sha256}
    assert told["against"]["id"] == "2026.1"
    assert sum(one["operators"] for one in told["figures"]["fiscal"]["after"]) == told["counted"]
    assert "ZZ9600000001" not in client.get(answer.location, headers=token).text


def test_asked_again_with_the_same_key_it_is_counted_once(client, session, token, stricter):
    first, again = ask(client, token, stricter.code), ask(client, token, stricter.code)

    assert first.json == again.json
    assert len(session.scalars(select(Simulation).where(Simulation.policy_id == stricter.id)).all()) == 1


def test_asked_with_another_key_while_it_is_under_way_it_is_the_same(client, token, stricter):
    first, again = ask(client, token, stricter.code), ask(client, token, stricter.code, "another-key")

    assert (again.status_code, again.location, again.json["id"]) == (202, first.location, first.json["id"])


def test_another_system_with_the_scope_reads_it_and_one_without_does_not(client, token, give, bearer, stricter):
    asked = ask(client, token, stricter.code)

    assert client.get(asked.location, headers=bearer(give("aeo.policy.simulate"))).json["id"] == asked.json["id"]
    assert client.get(asked.location, headers=bearer(give("aeo.policy"))).status_code == 403


def test_three_are_asked_for_in_a_minute(client, token, stricter):
    with clock.at(clock.now()):
        statuses = [ask(client, token, stricter.code, f"key-number-{number}").status_code for number in range(4)]

    assert statuses == [202, 202, 202, 429]


def test_twenty_are_asked_for_in_a_day(client, token, stricter):
    statuses = []
    for number in range(21):
        IDS.forget()
        statuses.append(ask(client, token, stricter.code, f"key-number-{number}").status_code)

    assert statuses == [202] * 20 + [429]


@pytest.mark.parametrize(("policy", "status"), [("2026.1", 409), ("nobody-knows", 404)])
def test_what_is_in_force_or_not_there_is_not_simulated(client, token, policy, status):
    assert ask(client, token, policy).status_code == status


def test_it_needs_a_right_of_its_own(client, give, bearer, stricter):
    assert ask(client, bearer(give("aeo.policy")), stricter.code).status_code == 403


def test_a_simulation_that_is_not_there_is_not_found(client, token):
    assert client.get("/api/v1/simulations/6f1c2a8e-3b7d-4e57-9d51-0c6f5f0e8a11", headers=token).status_code == 404
