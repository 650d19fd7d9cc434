"""A part of an authorisation in the browser: suspended and valid again, by two people."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.authorisations.models import SuspendedPart
from app.authorisations.states import PartState, State
from app.core import clock
from app.decisions.models import Decision
from app.decisions.parts import Part
from app.decisions.service import propose
from app.decisions.states import Ground, Measure
from app.programme import rules
from app.reactions import committing, republish
from app.web.formats import day as day_in_words
from tests.web.officer.test_authorisations import at, put, sign, typed

STORE = {"extent": "part", "sites": ["ZZMIL"]}


@pytest.fixture
def authorisation(make, session):
    operator = make.operator(name="Northwind Forwarding Ltd", roles=["FWD", "WHK"])
    make.site(operator, name="Quay", locode="ZZEXA")
    make.site(operator, name="Store", locode="ZZMIL")
    authorisation = make.authorisation(operator)
    republish(session, [operator.id])
    session.commit()
    return authorisation


@pytest.fixture
def officer(make):
    return make.case_officer()


def suspend(browser, authorisation, **values):
    return put(browser, authorisation, "suspend", ground="security_risk", reasons="The fence is down.", **values)


def only(session, thing=Decision):
    session.expire_all()
    return session.scalars(select(thing)).one()


def test_it_is_proposed_signed_and_told_on_the_file(sign_in, session, make, authorisation, officer):
    assert suspend(sign_in(officer), authorisation, **STORE).location == at(authorisation)

    decider = sign_in(make.decision_maker())
    page = decider.get(at(authorisation)).text
    assert "only at Store (ZZMIL)" in page
    assert "Risk credit of a shipment of the part" in page
    sign(decider, authorisation, choice_aeoc="sign")

    assert (only(session, SuspendedPart).sites, authorisation.state) == (["ZZMIL"], State.GRANTED)
    for address in (at(authorisation), f"/officer/operators/{authorisation.operator_id}"):
        assert "at Store (ZZMIL)" in decider.get(address).text


def test_the_history_leads_to_the_authorisation_and_what_is_proposed(sign_in, session, make, authorisation, officer):
    suspend(sign_in(officer), authorisation, **STORE)
    decider = sign_in(make.decision_maker())
    sign(decider, authorisation, choice_aeoc="sign")

    past = decider.get(f"/officer/operators/{authorisation.operator_id}").text.split('id="time"')[1]
    proposal = f"/officer/decisions/{only(session).id}"

    assert past.count(f'href="{at(authorisation)}"') == 1
    assert f'href="{proposal}"' in past
    assert decider.get(proposal).location == at(authorisation)


def test_its_end_is_proposed_from_the_file(sign_in, session, make, authorisation, officer):
    part = make.suspended_part(authorisation, roles=[], sites=["ZZMIL"])
    browser, there = sign_in(officer), f"/officer/suspended-parts/{part.id}/reinstate"
    assert there in browser.get(at(authorisation)).text
    text = browser.get(there).text
    assert "at Store (ZZMIL)" in text

    browser.post(there, data=typed(text, form_id="once", ground="measures_verified", reasons="It stands again."))
    sign(sign_in(make.decision_maker()), authorisation, choice_aeoc="sign")

    assert only(session, SuspendedPart).state is PartState.LIFTED


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"extent": "part"}, "Tick the roles or sites"),
        ({"extent": "whole", "roles": ["FWD"]}, "are ticked"),
        ({}, "Choose whether all of it"),
        ({"extent": "part", "roles": ["FWD", "WHK"]}, "Suspend the whole authorisation"),
        ({"extent": "part", "sites": ["ZZTOP"]}, "There is a problem"),
    ],
)
def test_half_a_choice_is_asked_again(sign_in, session, authorisation, officer, chosen, told):
    assert told in suspend(sign_in(officer), authorisation, **chosen).text
    assert session.scalars(select(Decision)).all() == []


def test_the_whole_is_suspended_where_that_is_chosen(sign_in, session, authorisation, officer):
    suspend(sign_in(officer), authorisation, extent="whole")

    assert only(session).is_in_part is False


def test_a_programme_that_knows_only_the_whole_offers_nothing(sign_in, authorisation, officer, monkeypatch):
    whole = rules.rules().model_copy(update={"partial_suspension": False})
    monkeypatch.setattr(rules, "of_country", lambda code: whole)

    assert "How much of it" not in sign_in(officer).get(at(authorisation, "/suspend")).text


def test_of_one_role_and_no_site_no_part_is_offered(sign_in, make, officer):
    assert "How much of it" not in sign_in(officer).get(at(make.authorisation(), "/suspend")).text


def test_the_desk_leads_to_one_that_ends_by_itself(sign_in, make, authorisation, officer):
    make.suspended_part(authorisation, suspended_until=clock.today() + timedelta(days=9))

    text = sign_in(officer).get("/officer?list=all").text

    assert "A part of C becomes valid again" in text
    assert at(authorisation) in text


def test_who_does_not_propose_lifts_nothing(sign_in, make, authorisation):
    part = make.suspended_part(authorisation, roles=[], sites=["ZZMIL"])
    auditor = sign_in(make.auditor())

    assert auditor.get(f"/officer/suspended-parts/{part.id}/reinstate").status_code == 403
    assert "suspended-parts" not in auditor.get(at(authorisation)).text


def test_while_something_is_proposed_no_part_is_lifted_besides(sign_in, session, make, authorisation, officer):
    make.suspended_part(authorisation, roles=[], sites=["ZZMIL"])
    with committing(session):
        given = {"ground": Ground.SECURITY_RISK, "reasons": "The fence is down.", "part": Part(roles=frozenset({"FWD"}))}
        propose(session, authorisation, Measure.SUSPEND, by=officer, **given)

    assert "suspended-parts" not in sign_in(officer).get(at(authorisation)).text


def test_reasons_stay_where_the_part_was_lifted_meanwhile(sign_in, session, make, authorisation, officer):
    part = make.suspended_part(authorisation, roles=[], sites=["ZZMIL"])
    browser, there = sign_in(officer), f"/officer/suspended-parts/{part.id}/reinstate"
    text = browser.get(there).text
    part.state, part.ended_on = PartState.LIFTED, clock.today()
    session.commit()

    answer = browser.post(there, data=typed(text, form_id="one", ground="measures_verified", reasons="It stands again."))

    assert answer.status_code == 409
    assert "It stands again." in answer.text


def test_the_file_marks_it_beside_the_status_and_at_its_role_and_site(sign_in, make, authorisation, officer):
    make.suspended_part(authorisation, roles=["FWD"], sites=["ZZMIL"])

    text = " ".join(sign_in(officer).get(f"/officer/operators/{authorisation.operator_id}").text.split())

    assert "consolidator (suspended: AEOC), Warehouse keeper" in text
    assert 'Store <strong class="govuk-tag is-stop">Suspended: AEOC</strong>' in text
    status = text.split('data-label="Status today"')[1].split("</td>")[0]
    assert "Suspended in part" in status
    assert f"since {day_in_words(clock.today())}, until it is lifted" in status


def test_the_credit_and_the_past_of_the_operator_say_it_too(sign_in, session, make, authorisation):
    make.suspended_part(authorisation, roles=["FWD"], sites=["ZZMIL"])
    with committing(session):
        republish(session, [authorisation.operator_id])
    auditor, there = sign_in(make.auditor()), f"/officer/operators/{authorisation.operator_id}"
    day = clock.now() + timedelta(days=1)
    moment = {"on": [str(day.day), str(day.month), str(day.year)], "at": "00:01"}

    told = auditor.get(f"{there}/risk").text
    part = "as freight forwarder or consolidator anywhere, and at Store (ZZMIL) in any role"
    assert f"AEOC is suspended in part: {part}, since {day_in_words(clock.today())}, until it is lifted." in told
    assert "suspended in part: freight_forwarder, ZZMIL" in auditor.get(f"{there}/past", query_string=moment).text
