"""An authorisation in the browser: suspended, valid again, revoked, by two people; its certificates."""

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.authorisations.models import Certificate
from app.authorisations.states import State as AuthorisationState
from app.authorisations.states import Status
from app.core import clock
from app.decisions.models import Decision
from app.decisions.service import open_hearing, propose
from app.decisions.states import Ground, Measure, State
from app.documents import storage as files
from app.history.kinds import Kind as Happened
from app.history.service import record
from app.programme.words import AuthorisationType
from app.reactions import committing, republish
from tests.hearings import replied
from tests.web.officer.asking import page


@pytest.fixture
def authorisation(make, session):
    authorisation = make.authorisation(make.operator(name="Northwind Forwarding Ltd"))
    republish(session, [authorisation.operator_id])
    session.commit()
    return authorisation


@pytest.fixture
def officer(make):
    return make.case_officer(name="R. Okafor")


@pytest.fixture
def decider(make):
    return make.decision_maker(name="D. Vasari")


def at(authorisation, rest=""):
    return f"/officer/authorisations/{authorisation.id}{rest}"


def typed(text, **values):
    version = text.split('name="version"')[1].split('value="')[1].split('"')[0]
    return {"version": version} | values


def put(browser, authorisation, kind, **values):
    text = browser.get(at(authorisation, f"/{kind}")).text
    return browser.post(at(authorisation, f"/{kind}"), data=typed(text, form_id="once", **values))


def proposed(session, authorisation, by, kind=Measure.SUSPEND, ground=Ground.SECURITY_RISK, **values):
    with committing(session):
        return propose(session, authorisation, kind, by=by, ground=ground, **{"reasons": "Two gates stood open."} | values)


def sign(browser, authorisation, **values):
    text = browser.get(at(authorisation)).text
    return browser.post(at(authorisation, "/sign"), data=typed(text, **values))


def only(session, thing=Decision):
    session.expire_all()
    return session.scalars(select(thing)).one()


def test_a_case_officer_proposes_a_suspension_with_its_length(sign_in, session, authorisation, officer):
    answer = put(sign_in(officer), authorisation, "suspend", ground="suspicion", days="20", reasons="A tip.")

    assert answer.location == at(authorisation)
    assert (only(session).ground, only(session).days, only(session).ends_on) == (Ground.SUSPICION, 20, None)


def test_a_suspicion_without_a_length_is_refused_at_its_field(sign_in, session, authorisation, officer):
    text = put(sign_in(officer), authorisation, "suspend", ground="suspicion", reasons="A tip.").text

    assert 'href="#days"' in text
    assert "A tip." in text
    assert session.scalars(select(Decision)).all() == []


def test_each_ground_says_what_it_asks_for(sign_in, authorisation, officer):
    text = sign_in(officer).get(at(authorisation, "/suspend")).text

    assert "at most 30 days" in text
    assert "The trader is heard first" in text
    assert "No hearing: it stops at once when signed" in text
    assert "No hearing; needs a length" in text


def test_nobody_speaks_of_a_hearing_before_a_suspension_is_lifted(sign_in, make, authorisation, officer):
    authorisation.state, authorisation.suspended_on = AuthorisationState.SUSPENDED, clock.today()
    make.session.commit()

    assert "heard first" not in sign_in(officer).get(at(authorisation, "/reinstate")).text


def test_the_same_proposal_sent_twice_is_one(sign_in, session, authorisation, officer):
    browser = sign_in(officer)
    text = browser.get(at(authorisation, "/suspend")).text
    data = typed(text, form_id="once", ground="security_risk", reasons="Gates.")

    browser.post(at(authorisation, "/suspend"), data=data)

    again = browser.post(at(authorisation, "/suspend"), data=data)
    assert (again.status_code, again.location) == (303, at(authorisation))
    assert only(session).state is State.PROPOSED


@pytest.mark.parametrize(
    ("state", "offered", "not_offered"),
    [
        (AuthorisationState.GRANTED, ["/suspend", "/revoke"], ["/reinstate"]),
        (AuthorisationState.SUSPENDED, ["/reinstate", "/revoke"], ["/suspend"]),
        (AuthorisationState.REVOKED, [], ["/suspend", "/reinstate", "/revoke"]),
    ],
)
def test_only_what_can_follow_is_offered(sign_in, make, officer, state, offered, not_offered):
    authorisation = make.authorisation(state=state)
    browser = sign_in(officer)

    text = browser.get(at(authorisation)).text

    assert all(f'{at(authorisation, path)}"' in text for path in offered)
    for path in not_offered:
        assert f'{at(authorisation, path)}"' not in text
        assert browser.get(at(authorisation, path)).status_code == 409


@pytest.mark.parametrize("role", [OfficerRole.AUDITOR, OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER])
def test_others_propose_nothing(sign_in, make, authorisation, role):
    browser = sign_in(make.officer(role))

    assert "/suspend" not in browser.get(at(authorisation)).text
    assert browser.get(at(authorisation, "/suspend")).status_code == 403
    assert browser.post(at(authorisation, "/revoke")).status_code == 403


def test_one_proposal_at_a_time(sign_in, session, authorisation, officer):
    proposed(session, authorisation, officer)
    browser = sign_in(officer)

    assert "/revoke" not in browser.get(at(authorisation)).text
    assert put(browser, authorisation, "revoke", ground="own_request", reasons="Asked for.").status_code == 409


def test_a_suspension_stops_the_benefits_at_once(sign_in, session, authorisation, officer, decider):
    proposed(session, authorisation, officer)
    browser = sign_in(decider)
    text = " ".join(browser.get(at(authorisation)).text.split())
    assert "Valid → <strong>suspended</strong> from today" in text
    assert "→ <strong>0</strong>" in text

    sign(browser, authorisation, choice_aeoc="sign")

    session.expire_all()
    assert authorisation.status is Status.SUSPENDED


def test_a_signature_sent_twice_is_one(sign_in, session, authorisation, officer, decider):
    proposed(session, authorisation, officer)
    browser = sign_in(decider)
    data = typed(browser.get(at(authorisation)).text, choice_aeoc="sign", form_id="once")

    answers = [browser.post(at(authorisation, "/sign"), data=data) for _ in range(2)]

    assert [(one.status_code, one.location) for one in answers] == [(303, at(authorisation))] * 2


def test_a_suspended_one_is_made_valid_again(sign_in, session, make, officer, decider):
    authorisation = make.authorisation(state=AuthorisationState.SUSPENDED)
    put(sign_in(officer), authorisation, "reinstate", ground="measures_verified", reasons="The gates are closed.")

    sign(sign_in(decider), authorisation, choice_aeoc="sign")

    session.expire_all()
    assert authorisation.status is Status.VALID


def test_a_revocation_is_asked_for_once_more(sign_in, session, authorisation, officer, decider):
    proposed(session, authorisation, officer, Measure.REVOKE, Ground.OWN_REQUEST)
    browser = sign_in(decider)

    asked = sign(browser, authorisation, choice_aeoc="sign")
    assert "Sign what cannot be undone" in asked.text
    assert only(session).state is State.PROPOSED
    sign(browser, authorisation, choice_aeoc="sign", confirmed="yes")

    session.expire_all()
    assert authorisation.status is Status.REVOKED


def test_the_trader_is_heard_before_a_suspension_that_can_wait(sign_in, session, make, authorisation, officer, decider):
    decision = proposed(session, authorisation, officer, ground=Ground.COMPLIANCE)
    assert "Suspend, as proposed" not in sign_in(decider).get(at(authorisation)).text
    with committing(session):
        hearing = open_hearing(session, decision, by=officer)
    with committing(session):
        replied(session, hearing, by=make.signatory(authorisation.operator), text="They were closed the same day.")

    text = sign_in(decider).get(at(authorisation)).text

    assert "They were closed the same day." in text
    assert "Suspend, as proposed" in text


def test_who_proposed_does_not_sign(sign_in, session, make, authorisation):
    both = make.officer(OfficerRole.CASE_OFFICER, OfficerRole.DECISION_MAKER)
    proposed(session, authorisation, both)

    assert "as proposed" not in sign_in(both).get(at(authorisation)).text
    assert sign_in(both).post(at(authorisation, "/sign"), data={"choice_aeoc": "sign"}).status_code == 403


def test_what_came_in_while_reading_is_read_before_signing(sign_in, session, make, authorisation, officer, decider):
    proposed(session, authorisation, officer)
    browser = sign_in(decider)
    old = typed(browser.get(at(authorisation)).text, choice_aeoc="sign")
    incident = make.incident(authorisation.operator)
    record(session, Happened.INCIDENT_CONFIRMED, about=incident, by=officer, reference=incident.reference)
    session.commit()

    answer = browser.post(at(authorisation, "/sign"), data=old)

    assert answer.status_code == 409
    assert incident.reference in answer.text
    assert only(session).state is State.PROPOSED


def test_a_proposal_sent_back_is_read_by_who_proposes_next(sign_in, session, authorisation, officer, decider):
    proposed(session, authorisation, officer)

    sign(sign_in(decider), authorisation, choice_aeoc="back", reason="Ask the trader first.")

    assert "Ask the trader first." in sign_in(officer).get(at(authorisation)).text


@pytest.fixture
def suspension(session, authorisation, officer):
    return proposed(session, authorisation, officer)


@pytest.fixture
def certificate(session, storage, authorisation):
    event = record(session, Happened.CONSENT_CHANGED, about=authorisation, by=None)
    pdf = b"%PDF-1.7 a certificate"
    made = Certificate(
        operator_id=authorisation.operator_id, event_id=event.id, code="7Q4K2M9DXT3P", sha256=files.put(pdf), size=len(pdf)
    )
    made.authorisations = [authorisation]
    session.add(made)
    session.commit()
    return made


def test_an_officer_downloads_the_certificate(sign_in, make, authorisation, certificate):
    browser = sign_in(make.auditor())
    assert "7Q4K-2M9D-XT3P" in browser.get(at(authorisation)).text

    with browser.get(f"/officer/certificates/{certificate.id}") as answer:
        content = answer.data

    assert content == b"%PDF-1.7 a certificate"
    assert f"{authorisation.operator.tin}-certificate-7Q4K2M9DXT3P.pdf" in answer.headers["Content-Disposition"]


def test_the_file_of_an_operator_shows_what_it_holds(app, session, make, authorisation, certificate, officer):
    from flask import render_template
    from flask_login import login_user

    from app.web.identity import load
    from app.web.officer.authorisations import held_by

    proposed(session, authorisation, officer)
    make.authorisation(authorisation.operator, AuthorisationType.AEOS, state=AuthorisationState.REVOKED)
    with app.test_request_context("/officer"):
        login_user(load(make.signed_in(officer)))
        text = render_template("officer/operators/_authorisations.html", held=held_by(authorisation.operator_id))

    for said in (authorisation.number, "Suspend: proposed", "Revoked", "7Q4K-2M9D-XT3P"):
        assert said in text


def test_the_page_of_a_proposal_asks_little(sign_in, queries, authorisation, certificate, suspension, decider):
    page(queries, sign_in(decider), at(authorisation))


def test_the_page_to_propose_asks_little(sign_in, queries, authorisation, officer):
    page(queries, sign_in(officer), at(authorisation, "/suspend"))


def test_an_unknown_authorisation_or_certificate_is_not_found(sign_in, officer):
    nowhere = "00000000-0000-4000-8000-000000000000"

    assert sign_in(officer).get(f"/officer/authorisations/{nowhere}").status_code == 404
    assert sign_in(officer).get(f"/officer/certificates/{nowhere}").status_code == 404


def test_a_kind_of_decision_that_there_is_not_is_not_found(sign_in, authorisation, officer):
    assert sign_in(officer).get(at(authorisation, "/abolish")).status_code == 404


def test_nothing_waits_for_a_signature_where_nothing_is_proposed(sign_in, authorisation, decider):
    answer = sign_in(decider).post(at(authorisation, "/sign"), data={"choice_aeoc": "sign"})

    assert answer.status_code == 409
    assert "Nothing is proposed, so there is nothing to sign" in answer.text


def test_who_signs_in_two_windows_reads_that_it_is_signed(sign_in, session, authorisation, officer, decider):
    proposed(session, authorisation, officer)
    browser = sign_in(decider)
    windows = [typed(browser.get(at(authorisation)).text, choice_aeoc="sign", form_id=name) for name in ("one", "two")]
    browser.post(at(authorisation, "/sign"), data=windows[0])
    browser.get(at(authorisation))

    again = browser.post(at(authorisation, "/sign"), data=windows[1])

    assert (again.status_code, again.location) == (303, at(authorisation))
    text = " ".join(browser.get(again.location).text.split())
    assert "AEOC: you signed this (suspend) on" in text
    assert "Nothing was done a second time." in text


def test_who_signs_what_a_colleague_signed_or_sent_back_reads_who_did(sign_in, session, make, authorisation, officer, decider):
    late = sign_in(make.decision_maker())
    for choice, told in (("back", "went back to R. Okafor"), ("sign", "D. Vasari signed this")):
        proposed(session, authorisation, officer)
        old = typed(late.get(at(authorisation)).text, choice_aeoc="sign", form_id=choice)
        sign(sign_in(decider), authorisation, choice_aeoc=choice, reason="Say more.")

        assert told in late.post(at(authorisation, "/sign"), data=old, follow_redirects=True).text


def test_who_only_proposes_reads_that_decision_makers_sign(sign_in, session, authorisation, officer):
    proposed(session, authorisation, officer)

    assert "Only a decision maker signs" in sign_in(officer).post(at(authorisation, "/sign"), data={}).text


def test_reasons_stay_where_another_proposal_came_first(sign_in, session, authorisation, officer):
    browser = sign_in(officer)
    text = browser.get(at(authorisation, "/suspend")).text
    proposed(session, authorisation, officer)
    mine = {"ground": "security_risk", "reasons": "The fence is down."}

    old = browser.post(at(authorisation, "/suspend"), data=typed(text, form_id="one", **mine))
    again = browser.post(at(authorisation, "/suspend"), data=typed(old.text, form_id="one", **mine))

    assert "Nothing was sent, and nothing you typed is lost" in old.text
    assert "is proposed already" in again.text
    for answer in (old, again):
        assert answer.status_code == 409
        assert "Suspend: proposed by R. Okafor" in answer.text
        assert "The fence is down." in answer.text
        assert "Propose</button>" in " ".join(answer.text.replace("\n", " ").split()).replace(" </button>", "</button>")


def test_reasons_stay_where_it_was_suspended_meanwhile(sign_in, session, authorisation, officer):
    browser = sign_in(officer)
    text = browser.get(at(authorisation, "/suspend")).text
    authorisation.state, authorisation.suspended_on = AuthorisationState.SUSPENDED, clock.today()
    session.commit()
    mine = {"ground": "security_risk", "reasons": "The fence is down."}

    answer = browser.post(at(authorisation, "/suspend"), data=typed(text, form_id="one", **mine))

    assert answer.status_code == 409
    assert "The fence is down." in answer.text
