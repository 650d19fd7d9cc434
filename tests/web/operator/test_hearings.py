from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core import clock
from app.decisions import service
from app.decisions.models import Decision, Hearing
from app.decisions.points import Point, stored
from app.decisions.states import Ground, Measure
from app.history.kinds import Kind as Happened
from app.history.models import Event
from tests.web.operator.test_requests import PDF

SAID = "Three declarations came late."


@pytest.fixture
def authorisation(make, business):
    return make.authorisation(business)


@pytest.fixture
def hearing(authorisation, hear):
    return hear(authorisation, reasons=SAID)


@pytest.fixture
def opened(session, hearing, signatory):
    service.open_hearing_letter(session, hearing, by=signatory)
    session.commit()
    return hearing


@pytest.fixture
def send(hearing):
    def sent(browser, **values):
        return browser.post(
            f"/operator/hearings/{hearing.id}/reply", data={"form_id": "one", "text": "It was the storm."} | values
        )

    return sent


def now(session, hearing):
    session.expire_all()
    return session.scalars(select(Hearing).where(Hearing.id == hearing.id)).one()


def test_the_letter_is_closed_until_somebody_opens_it(session, hearing, sign_in, signatory):
    page = sign_in(signatory).get(f"/operator/hearings/{hearing.id}").text

    assert "Open the letter" in page
    assert SAID not in page
    assert now(session, hearing).served_on > clock.today()


def test_opening_serves_it_and_the_time_to_reply_runs(session, hearing, sign_in, signatory):
    browser = sign_in(signatory)

    answer = browser.post(f"/operator/hearings/{hearing.id}/open")

    assert answer.location == f"/operator/hearings/{hearing.id}"
    served = now(session, hearing)
    assert (served.served_on, served.due_on) == (clock.today(), clock.today() + timedelta(days=30))
    assert SAID in browser.get(f"/operator/hearings/{hearing.id}").text


def test_a_viewer_is_told_who_may_open_it_and_serves_nothing(session, hearing, sign_in, viewer):
    browser = sign_in(viewer)

    assert "Only a signatory or an administrator may open it" in browser.get(f"/operator/hearings/{hearing.id}").text
    assert browser.post(f"/operator/hearings/{hearing.id}/open").status_code == 403
    assert now(session, hearing).served_on > clock.today()


def test_opening_twice_serves_once(session, hearing, sign_in, signatory):
    browser = sign_in(signatory)
    for _ in range(2):
        browser.post(f"/operator/hearings/{hearing.id}/open")

    served = session.scalars(select(Event).where(Event.kind == Happened.LETTER_SERVED)).all()
    assert len(served) == 1


def test_its_day_opens_it_too(session, hearing, sign_in, signatory):
    hearing.served_on = clock.today()
    session.commit()

    assert SAID in sign_in(signatory).get(f"/operator/hearings/{hearing.id}").text


def test_the_signatory_replies_with_documents(session, opened, send, sign_in, signatory, storage):
    browser = sign_in(signatory)

    answer = send(browser, upload=(BytesIO(PDF), "storm.pdf"))

    assert answer.location == f"/operator/hearings/{opened.id}"
    assert now(session, opened).reply == "It was the storm."
    page = browser.get(f"/operator/hearings/{opened.id}").text
    assert "It was the storm." in page
    assert "storm.pdf" in page
    assert "<textarea" not in page


def test_each_ground_has_its_own_reply(session, authorisation, hear, signatory, sign_in):
    points = stored([Point("G.2", "G.2 Seals", "The log has gaps."), Point("I.2", "I.2 Fence", "The fence is open.")])
    hearing = hear(authorisation, reasons="Both.", points=points)
    service.open_hearing_letter(session, hearing, by=signatory)
    session.commit()

    said = {"form_id": "one", "ground_1": "It is filled in.", "ground_2": "It is closed."}
    sign_in(signatory).post(f"/operator/hearings/{hearing.id}/reply", data=said)

    assert now(session, hearing).replies == {"G.2": "It is filled in.", "I.2": "It is closed."}


def test_an_empty_reply_is_refused_at_its_field(opened, send, sign_in, signatory):
    assert 'href="#text"' in send(sign_in(signatory), text=" ").text


@pytest.mark.parametrize("role", [MembershipRole.ADMINISTRATOR, MembershipRole.CONTRIBUTOR, MembershipRole.VIEWER])
def test_others_read_who_may_reply(session, make, opened, send, sign_in, role):
    browser = sign_in(make.member(make.session.get(type(opened), opened.id).decision.operator, role))

    page = browser.get(f"/operator/hearings/{opened.id}").text

    assert SAID in page
    assert "only a signatory may send it: Marta Lindqvist" in page
    assert send(browser).status_code == 403
    assert now(session, opened).reply is None


def test_the_same_page_sent_twice_replies_once(opened, send, sign_in, signatory):
    browser = sign_in(signatory)
    send(browser)

    assert send(browser).location == f"/operator/hearings/{opened.id}"


def test_a_reply_overtaken_by_a_colleague_is_not_lost(make, opened, send, sign_in, signatory):
    colleague = make.signatory(opened.decision.operator)
    send(sign_in(colleague), form_id="two", text="No comment.")

    answer = send(sign_in(signatory))

    assert answer.status_code == 409
    assert "It was the storm." in answer.text


def test_an_intention_taken_back_says_so(session, opened, send, sign_in, signatory):
    service.withdraw(session, opened.decision, by=opened.decision.proposed_by, reason="A mistake")
    session.commit()
    browser = sign_in(signatory)

    page = browser.get(f"/operator/hearings/{opened.id}").text

    assert "Customs has taken its intention back" in page
    assert SAID not in page
    assert send(browser).status_code == 409


@pytest.mark.parametrize("path", ["", "/open", "/reply"])
def test_a_hearing_of_another_business_is_not_there(session, opened, sign_in, stranger, path):
    browser = sign_in(stranger)
    ask = browser.post if path else browser.get

    assert ask(f"/operator/hearings/{opened.id}{path}", data={"text": "Mine"}).status_code == 404
    assert now(session, opened).reply is None


def test_the_pages_ask_little(make, business, opened, asks_little):
    for number in range(12):
        make.document(business, name=f"file{number}.pdf")

    asks_little(f"/operator/hearings/{opened.id}")
    asks_little("/operator/decisions")


@pytest.fixture
def decided(session, make, authorisation):
    """A suspension that was not heard first."""
    decision = make.decision(authorisation, ground=Ground.SECURITY_RISK, reasons="The gate stands open.")
    service.decide(session, decision, by=make.decision_maker())
    session.commit()
    return decision


def decision_now(session, decision):
    session.expire_all()
    return session.scalars(select(Decision).where(Decision.id == decision.id)).one()


def test_a_decision_is_a_letter_to_be_opened(session, decided, sign_in, signatory):
    browser = sign_in(signatory)
    assert "The gate stands open." not in browser.get(f"/operator/decisions/{decided.id}").text

    browser.post(f"/operator/decisions/{decided.id}/open")

    page = browser.get(f"/operator/decisions/{decided.id}").text
    assert "The gate stands open." in page
    assert "You may appeal until" in page
    assert decision_now(session, decided).served_on == clock.today()


def test_its_letter_is_downloaded_once_it_is_opened(session, make, business, decided, sign_in, signatory):
    from app.documents.models import Attachment

    pdf = make.document(business, name="decision.pdf")
    make.keep(Attachment(operator_id=business.id, about_id=decided.id, document_id=pdf.id))
    browser = sign_in(signatory)
    assert "decision.pdf" not in browser.get("/operator/decisions").text

    browser.post(f"/operator/decisions/{decided.id}/open")

    assert f"/operator/documents/{pdf.id}" in browser.get("/operator/decisions").text
    assert "decision.pdf" in browser.get(f"/operator/decisions/{decided.id}").text


def test_what_is_only_proposed_is_not_there(make, authorisation, sign_in, signatory):
    proposed = make.decision(authorisation, Measure.REVOKE)
    browser = sign_in(signatory)

    assert browser.get(f"/operator/decisions/{proposed.id}").status_code == 404
    assert "Revoke" not in browser.get("/operator/decisions").text


def test_what_is_intended_stands_behind_its_letter(opened, sign_in, signatory):
    answer = sign_in(signatory).get(f"/operator/decisions/{opened.decision_id}")

    assert answer.location == f"/operator/hearings/{opened.id}"


def test_a_decision_about_another_business_is_not_there(session, decided, sign_in, stranger):
    browser = sign_in(stranger)

    assert browser.get(f"/operator/decisions/{decided.id}").status_code == 404
    assert browser.post(f"/operator/decisions/{decided.id}/open").status_code == 404
    assert decision_now(session, decided).served_on > clock.today()


def test_a_trader_reads_how_long_the_suspension_would_last(sign_in, session, authorisation, signatory, hear):
    hearing = hear(authorisation, ground=Ground.SUSPICION, days=20, reasons=SAID)
    service.open_hearing_letter(session, hearing, by=signatory)
    session.commit()

    assert (
        "would last <strong>20 days</strong> from the decision" in sign_in(signatory).get(f"/operator/hearings/{hearing.id}").text
    )
