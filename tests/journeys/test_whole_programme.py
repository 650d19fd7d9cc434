"""From registration to the certificate, the answer to a risk engine and the suspension: in the browser, on real parts."""

import time

from tests.journeys import customs, trader
from tests.journeys.paper import code_on, words_on
from tests.journeys.risk_engine import RiskEngine

AT_ONCE = 1.0  # seconds
STATUS, RISK = f"/api/v1/operators/{trader.TIN}/status", f"/api/v1/operators/{trader.TIN}/risk"


def test_a_broker_is_authorised_asked_about_and_suspended(arrive, portal):
    ada = arrive()
    trader.register(ada)
    trader.describe(ada)
    trader.begin(ada)
    trader.answer_all(ada)
    trader.sign(ada)

    officer, auditor, decider = (arrive().sign_in(f"{name}@customs.example") for name in ("officer", "auditor", "decider"))
    customs.accept(officer)
    customs.ask(officer)
    trader.answer_request(ada)
    customs.read_answer(officer)
    customs.rate(officer)
    customs.plan_visit(officer)
    customs.visit(auditor)
    customs.propose_both(officer)
    customs.sign_grants(decider)

    ada.waits_for("/operator", "Download the certificate")
    check = check_certificate(ada.downloads("Download the certificate"))
    anybody = arrive().go(check).sees("Valid today", trader.NAME)
    engine = RiskEngine(portal.address)
    assert engine.asks(STATUS)["status"] == "valid"
    risk = engine.asks(RISK)
    assert risk["modifier"] < 0
    assert risk["reasons"]

    customs.suspend(officer, decider, "AEOS")
    customs.suspend(officer, decider, "AEOC")
    signed = time.monotonic()
    assert engine.asks(STATUS)["status"] == "suspended"
    assert time.monotonic() - signed < AT_ONCE
    assert engine.asks(RISK)["modifier"] == 0
    anybody.go(check).sees("Not valid today")
    anybody.go(f"/register?q={trader.TIN}").sees("Not valid today")
    ada.go("/operator").sees("Suspended")


def check_certificate(content):
    """Where its code leads, on a sheet that names the holder."""
    assert trader.NAME in words_on(content)
    assert trader.TIN in words_on(content)
    code = code_on(content)
    return code[code.index("/v/") :]
