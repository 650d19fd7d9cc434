"""What a business reads of a part that is suspended, and what anybody else does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.alerts.models import Letter
from app.alerts.service import tell
from app.authorisations.models import SuspendedPart
from app.core import clock
from app.decisions.parts import Part
from app.decisions.service import decide, propose
from app.decisions.states import Ground, Measure
from app.history.kinds import Kind as Happened
from app.history.models import Event
from app.programme import rules
from app.programme.words import AuthorisationType
from app.reactions import committing

STORE = "at Store (ZZMIL)"


@pytest.fixture
def business(make):
    operator = make.operator(roles=["FWD", "WHK"], public_since=clock.today())
    make.site(operator, name="Quay", locode="ZZEXA")
    make.site(operator, name="Store", locode="ZZMIL")
    return operator


@pytest.fixture
def decision(session, make, business):
    """Both hold; the store is suspended under AEOS for twenty days, at the holder's own request."""
    held = {kind: make.authorisation(business, kind) for kind in AuthorisationType}[AuthorisationType.AEOS]
    with committing(session):
        given = {
            "ground": Ground.OWN_REQUEST,
            "reasons": "The store moves.",
            "days": 20,
            "part": Part(sites=frozenset({"ZZMIL"})),
        }
        decision = propose(session, held, Measure.SUSPEND, by=make.case_officer(), **given)
        decide(session, decision, by=make.decision_maker())
    return decision


@pytest.fixture
def browser(sign_in, make, business, decision):
    return sign_in(make.signatory(business))


@pytest.mark.parametrize("page", ["", "/credit"])
def test_it_says_what_is_suspended_and_until_when(browser, page):
    text = browser.get(f"/operator{page}").text

    assert STORE in text
    assert "becomes valid again on" in text


def test_the_first_line_does_not_say_that_all_is_well(browser):
    assert "valid today, but not all of what they cover" in browser.get("/operator").text


def test_the_site_is_marked_among_the_sites(browser):
    text = browser.get("/operator/business").text

    assert text.count("Suspended: AEOS") == 1


def test_a_role_is_marked_among_the_roles(session, make, sign_in):
    operator = make.operator(roles=["FWD", "WHK"])
    make.suspended_part(make.authorisation(operator))

    assert "consolidator (suspended: AEOC), Warehouse keeper" in sign_in(make.signatory(operator)).get("/operator/business").text


def test_the_decision_names_it(session, make, business, browser, decision):
    assert "suspended in part" in browser.get(f"/operator/decisions/{decision.id}").text
    assert f"Only {STORE}" in browser.get(f"/operator/decisions/{decision.id}").text
    assert "Suspend in part" in browser.get("/operator/decisions").text


def test_its_letters_are_called_so_and_lead_to_the_decision(session, browser, decision):
    for event in session.scalars(select(Event).where(Event.kind == Happened.PART_SUSPENDED)).all():
        tell(session, event)
    session.commit()

    assert "Part of the authorisation suspended" in browser.get("/operator/messages").text
    assert {one.variables["path"] for one in session.scalars(select(Letter))} == {f"/operator/decisions/{decision.id}"}


def test_when_its_day_has_come_nothing_is_left_of_it(session, browser, decision):
    part = session.scalars(select(SuspendedPart)).one()
    part.suspended_on, part.suspended_until = clock.today() - timedelta(days=20), clock.today()
    decision.served_on = clock.today()
    session.commit()

    assert STORE not in browser.get("/operator").text


def test_the_public_reads_that_an_answer_is_about_the_whole_whoever_is_suspended(app, browser, business, monkeypatch):
    address = f"/register/{business.tin}"
    text = app.test_client().get(address).text
    assert "Single roles or places may be excepted" in text
    assert "ZZMIL" not in text

    whole = rules.rules().model_copy(update={"partial_suspension": False})
    monkeypatch.setattr(rules, "of_country", lambda code: whole)
    assert "may be excepted" not in app.test_client().get(address).text


def test_the_history_says_each_by_itself(browser):
    text = browser.get("/operator/history").text

    assert "suspended a part of the authorisation" in text
    assert "at ZZMIL in any role, until" in text
