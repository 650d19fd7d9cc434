"""The risk credit of an operator, as an officer reads it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import clients
from app.authorisations.models import Authorisation
from app.authorisations.states import State as AuthorisationState
from app.compliance.service import Established, dispute, take_back
from app.compliance.words import Disputable, Severity
from app.core import clock, ids
from app.monitoring.states import Counting
from app.monitoring.states import State as IncidentState
from app.programme.words import AuthorisationType, Domain
from app.reactions import republish
from app.risk import queries
from app.usage import service as usage
from app.usage.noted import Read
from tests.web.officer.asking import page


@pytest.fixture
def operator(make, session):
    """Northwind, with both authorisations valid."""
    operator = make.operator(name="Northwind Forwarding Ltd")
    for kind in AuthorisationType:
        make.authorisation(operator, kind)
    republish(session, [operator.id])
    session.commit()
    return operator


def test_both_figures_are_shown_with_their_parts(sign_in, make, operator):
    text = sign_in(make.auditor()).get(f"/officer/operators/{operator.id}/risk").text

    for said in ("Fiscal figure:", "Security figure:", "Valid C and S", "band A", "Held without a break for 3 whole years"):
        assert said in text


def test_what_is_disputed_and_does_not_count_meanwhile_is_named(sign_in, session, make, operator):
    one = make.infringement(operator)
    fact = Established(Disputable.INFRINGEMENT, one.id, operator.id, one.reference, one.recorded_by_id)
    dispute(session, fact, by=make.signatory(operator), reason="It was our broker.")
    session.commit()
    browser, there = sign_in(make.auditor()), f"/officer/operators/{operator.id}/risk"

    assert f"{one.reference} is disputed" in browser.get(there).text
    with clock.at(clock.now() + timedelta(days=31)):
        assert "is disputed" not in sign_in(make.auditor()).get(there).text


@pytest.mark.parametrize(
    ("severity", "said"),
    [(Severity.MINOR, "is disputed</a>: it does not count until"), (Severity.SERIOUS, "it is serious, and counts meanwhile")],
)
def test_whether_what_is_disputed_counts_meanwhile_is_said_by_how_serious_it_is(sign_in, session, make, operator, severity, said):
    one = make.infringement(operator, severity=severity)
    fact = Established(Disputable.INFRINGEMENT, one.id, operator.id, one.reference, one.recorded_by_id)
    dispute(session, fact, by=make.signatory(operator), reason="It was our broker.")
    session.commit()

    assert said in sign_in(make.auditor()).get(f"/officer/operators/{operator.id}/risk").text


def test_the_next_change_is_the_one_that_the_trader_is_told(sign_in, session, make, operator):
    """A part that is valid again changes no point of the whole."""
    until = clock.today() + timedelta(days=20)
    make.infringement(operator, decided_on=clock.today())
    make.suspended_part(session.scalars(select(Authorisation)).first(), suspended_until=until)
    republish(session, [operator.id])
    session.commit()
    assert clock.day_of(queries.latest(session, operator.id).next_change_at) == until

    officer, trader = sign_in(make.auditor()), sign_in(make.signatory(operator))
    told = re.search(r"next change ([^<.]+)\.", officer.get(f"/officer/operators/{operator.id}/risk").text)[1]

    assert f"on <strong>{told}</strong>:" in trader.get("/operator/credit").text


def test_one_disputed_anew_is_named_no_longer_than_the_first_dispute_lets_it_wait(sign_in, session, make, operator):
    one, signatory = make.infringement(operator), make.signatory(operator)
    fact = Established(Disputable.INFRINGEMENT, one.id, operator.id, one.reference, one.recorded_by_id)
    take_back(session, dispute(session, fact, by=signatory, reason="It was our broker."), by=signatory)

    with clock.at(clock.now() + timedelta(days=31)):
        dispute(session, fact, by=signatory, reason="It was our broker, with papers.")
        session.commit()
        assert "is disputed" not in sign_in(make.auditor()).get(f"/officer/operators/{operator.id}/risk").text


def test_what_is_the_same_in_both_figures_is_told_once(sign_in, make, operator):
    text = sign_in(make.auditor()).get(f"/officer/operators/{operator.id}/risk").text

    assert text.count("Held without a break") == 1
    assert "Both" in text


def test_a_suspended_one_has_no_credit_and_the_page_says_why(sign_in, session, make):
    authorisation = make.authorisation(state=AuthorisationState.SUSPENDED)
    republish(session, [authorisation.operator_id])
    session.commit()

    text = sign_in(make.auditor()).get(f"/officer/operators/{authorisation.operator_id}/risk").text

    assert text.count("The authorisation is suspended or on hold.") == 1
    assert "aeo-chart" not in text[: text.index("The authorisation is suspended")]


def test_where_no_credit_is_left_the_policy_asks_for_a_reassessment(sign_in, session, make, operator):
    browser, there = sign_in(make.auditor()), f"/officer/operators/{operator.id}/risk"
    before = browser.get(there).text
    finding = make.finding(make.application(operator), domain=Domain.SECURITY)
    for _ in range(3):
        make.incident(operator, state=IncidentState.CONFIRMED, counting=Counting.FOUND_BY_CUSTOMS)
        make.action(finding, due_on=clock.today() - timedelta(days=30))
    republish(session, [operator.id])
    session.commit()

    asked = "The policy asks for a re-assessment."
    assert (asked in before, asked in browser.get(there).text) == (False, True)


def test_an_operator_that_was_never_authorised_has_no_figure(sign_in, make):
    assert "No figure yet" in sign_in(make.auditor()).get(f"/officer/operators/{make.operator().id}/risk").text


def test_who_looked_at_the_credit_is_shown_with_the_node_that_told_of_it(sign_in, session, make, operator):
    clients.create(session, "port-engine", "Risk engine of the port", ["aeo.risk"], "secret", by=None)
    node = clients.create(session, "port-node", "Node of the port", ["aeo.node"], "secret", by=None)
    read = [Read(clock.now(), "port-engine", [operator.tin])]
    usage.take(session, node, ids.fresh(), clock.now(), [], read)
    session.commit()

    text = sign_in(make.auditor()).get(f"/officer/operators/{operator.id}/risk").text

    assert "Risk engine of the port" in text
    assert "port-node" in text


def test_the_page_asks_little(sign_in, queries, make, operator):
    page(queries, sign_in(make.auditor()), f"/officer/operators/{operator.id}/risk")


def test_an_unknown_operator_is_not_found(sign_in, make):
    assert sign_in(make.auditor()).get("/officer/operators/00000000-0000-4000-8000-000000000000/risk").status_code == 404
