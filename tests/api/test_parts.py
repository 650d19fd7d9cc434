"""A suspended part, as a system meets it."""

import pytest

from app.api.schemas import BatchResult, RiskAnswer, StatusAnswer
from app.api.schemas.batch import RiskBatchResult
from app.programme.words import AuthorisationType
from app.reactions import republish
from tests.makers import Maker


@pytest.fixture
def operator(session, listed):
    """It forwards and keeps a warehouse; as a forwarder it is no longer secure."""
    make, operator = Maker(session), listed(AuthorisationType.AEOC, roles=["FWD", "WHK"])
    make.suspended_part(make.authorisation(operator, AuthorisationType.AEOS))
    republish(session, [operator.id])
    session.commit()
    return operator


def ask(client, path, headers, **query):
    return client.get(f"/api/v1/operators/{path}", headers=headers, query_string=query).json


def test_it_is_told_with_the_status_and_with_the_modifier(client, operator, token):
    status = StatusAnswer.model_validate(ask(client, f"{operator.tin}/status", token))
    risk = RiskAnswer.model_validate(ask(client, f"{operator.tin}/risk", token))

    assert [bool(one.suspended_parts) for one in status.authorisations] == [False, True]
    assert [(one.type, one.roles, one.sites) for one in risk.suspended_parts] == [("aeos", ["freight_forwarder"], [])]
    assert (status.status, risk.modifier < 0) == ("valid", True)


def test_a_shipment_of_it_has_no_credit_and_is_told_that_it_is_suspended(client, operator, token):
    forwarded, stored = (
        ask(client, f"{operator.tin}/risk", token, role=one) for one in ("freight_forwarder", "warehouse_keeper")
    )

    assert forwarded["figures"]["security"] == {"value": 0, "band": None, "gate": "G02"}
    assert forwarded["figures"]["fiscal"]["value"] < 0  # the other authorisation covers it
    assert stored["figures"]["security"]["value"] < 0


def test_many_are_asked_about_alike(client, operator, token):
    (status,) = client.post("/api/v1/status:batch", json={"ids": [operator.tin]}, headers=token).json["results"]
    (risk,) = client.post("/api/v1/risk:batch", json={"ids": [operator.tin]}, headers=token).json["results"]

    assert BatchResult.model_validate(status).suspended_in_part is True
    assert [one.type for one in RiskBatchResult.model_validate(risk).suspended_parts] == ["aeos"]


def test_anybody_is_told_what_holds_of_the_whole(client, session, operator):
    operator.public_since = operator.registered_at.date()
    republish(session, [operator.id])
    session.commit()

    body = ask(client, f"{operator.tin}/status", {})

    assert body["status"] == "valid"
    assert "suspended" not in str(body)
