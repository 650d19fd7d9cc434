from datetime import timedelta

import pytest
from sqlalchemy import select

from app.alerts.kinds import Kind as Letters
from app.alerts.models import Letter
from app.alerts.service import tell
from app.audits.service import cancel
from app.core import clock
from app.decisions.service import withdraw
from app.findings.service import refuse, verify
from app.findings.states import ActionState
from app.history.kinds import Kind
from app.history.models import Event
from app.web.formats import day


@pytest.fixture
def incident(make, business, write, signatory):
    """Told to customs: a receipt goes to the signatory, a note to the desk."""
    make.case_officer()
    incident = make.incident(business, by=signatory)
    write(Kind.INCIDENT_REPORTED, incident, reference=incident.reference)
    return incident


@pytest.fixture
def letter(session, incident, signatory):
    return session.scalars(select(Letter).where(Letter.user_id == signatory.id)).one()


def now(session, letter):
    session.expire_all()
    return session.get(Letter, letter.id)


def test_a_letter_to_me_is_new_until_i_open_it(session, letter, sign_in, signatory):
    browser = sign_in(signatory)
    before = browser.get("/operator/messages").text
    assert "New" in before
    assert "1<span" in before

    answer = browser.post(f"/operator/messages/{letter.id}/open")

    assert answer.location == f"/operator/messages/{letter.id}"
    assert now(session, letter).opened_at is not None
    assert "New" not in browser.get("/operator/messages").text


def test_reading_alone_changes_nothing(session, letter, sign_in, signatory):
    page = sign_in(signatory).get(f"/operator/messages/{letter.id}").text

    assert "Dear Marta Lindqvist" in page
    assert now(session, letter).opened_at is None


def test_a_colleague_reads_it_but_does_not_open_it_for_me(session, letter, sign_in, viewer):
    browser = sign_in(viewer)

    assert "Dear Marta Lindqvist" in browser.get(f"/operator/messages/{letter.id}").text
    assert "New" not in browser.get("/operator/messages").text
    assert browser.post(f"/operator/messages/{letter.id}/open").status_code == 403
    assert now(session, letter).opened_at is None


def test_a_letter_to_several_people_is_one_line_with_the_own_copy(session, make, incident, sign_in, write):
    colleague = make.signatory(incident.operator, name="Ada Second")
    write(Kind.INCIDENT_REPORTED, incident, reference=incident.reference)
    copies = session.scalars(select(Letter).where(Letter.kind == Letters.INCIDENT_RECEIVED, Letter.user_id == colleague.id)).all()

    page = sign_in(colleague).get("/operator/messages").text

    assert page.count("Receipt of an incident report") == 2
    assert all(f"/operator/messages/{copy.id}/open" in page for copy in copies)


def test_letters_to_officers_are_not_shown(session, incident, sign_in, signatory):
    note = session.scalars(select(Letter).where(Letter.kind == Letters.INCIDENT_REPORTED)).first()
    browser = sign_in(signatory)

    assert browser.get(f"/operator/messages/{note.id}").status_code == 404
    assert browser.get("/operator/messages").text.count("aeo-link govuk") == 1


def test_a_letter_with_a_token_is_for_its_mailbox_alone(session, make, business, write, sign_in, signatory):
    invitation = make.invitation(business)
    write(Kind.PERSON_INVITED, invitation)
    letter = session.scalars(select(Letter).where(Letter.kind == Letters.INVITATION)).one()
    browser = sign_in(signatory)

    assert browser.get(f"/operator/messages/{letter.id}").status_code == 404
    assert "No message" in browser.get("/operator/messages").text


def test_opening_it_again_keeps_the_first_time(session, letter, sign_in, signatory):
    browser = sign_in(signatory)
    browser.post(f"/operator/messages/{letter.id}/open")
    first = now(session, letter).opened_at

    browser.post(f"/operator/messages/{letter.id}/open")

    assert now(session, letter).opened_at == first


@pytest.mark.parametrize("path", ["", "/open"])
def test_a_letter_of_another_business_is_not_there(session, letter, sign_in, stranger, path):
    browser = sign_in(stranger)
    ask = browser.post if path else browser.get

    assert ask(f"/operator/messages/{letter.id}{path}").status_code == 404
    assert now(session, letter).opened_at is None


def test_many_letters_come_in_pages(incident, write, sign_in, signatory):
    for _ in range(24):
        write(Kind.INCIDENT_REPORTED, incident, reference=incident.reference)
    browser = sign_in(signatory)

    assert browser.get("/operator/messages").text.count("Receipt of an incident report") == 20
    assert browser.get("/operator/messages?page=2").text.count("Receipt of an incident report") == 5


def test_the_pages_ask_little(letter, write, incident, asks_little):
    for _ in range(5):
        write(Kind.INCIDENT_REPORTED, incident, reference=incident.reference)

    asks_little("/operator/messages")
    asks_little(f"/operator/messages/{letter.id}")


def test_a_cancelled_visit_is_told_by_letter(session, make, case, sign_in, signatory):
    audit = make.audit(case)
    cancel(session, audit, by=make.case_officer(), reason="The lead is ill.")

    letter = told(session, Kind.AUDIT_CANCELLED)

    page = sign_in(signatory).get(f"/operator/messages/{letter.id}").text
    assert letter.kind is Letters.AUDIT_CANCELLED
    assert f"/operator/audits/{audit.id}" in page
    assert "The lead is ill." not in page, "why stands behind the sign-in, not in a mail"


def test_so_is_a_hearing_of_which_nothing_comes(session, make, business, hear, sign_in, signatory):
    hearing = hear(make.authorisation(business))
    withdraw(session, hearing.decision, by=make.decision_maker(), reason="The reply convinced.")

    letter = told(session, Kind.HEARING_WITHDRAWN)

    page = sign_in(signatory).get(f"/operator/messages/{letter.id}").text
    assert letter.kind is Letters.HEARING_WITHDRAWN
    assert f"/operator/hearings/{hearing.id}" in page
    assert "Nothing was decided against you" in page


def test_that_an_action_is_not_sufficient_is_told_by_letter(session, make, case, sign_in, signatory):
    action = make.action(make.finding(case), state=ActionState.REPORTED)
    refuse(session, action, by=make.auditor(), reason="April is missing.", due_on=clock.today() + timedelta(days=9))

    letter = told(session, Kind.ACTION_REFUSED)

    page = sign_in(signatory).get(f"/operator/messages/{letter.id}").text
    assert letter.kind is Letters.ACTION_REFUSED
    assert f"/operator/findings/{action.finding_id}" in page
    assert day(action.due_on) in page


def test_so_is_that_it_is_sufficient(session, make, case):
    verify(session, make.action(make.finding(case), state=ActionState.REPORTED), by=make.auditor())

    assert told(session, Kind.ACTION_VERIFIED).kind is Letters.ACTION_VERIFIED


def told(session, kind):
    """The one letter that follows from the one event of this kind."""
    event = session.scalars(select(Event).where(Event.kind == kind)).one()
    tell(session, event)
    session.commit()
    return session.scalars(select(Letter).where(Letter.event_id == event.id)).one()
