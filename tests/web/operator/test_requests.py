from io import BytesIO

import pytest
from sqlalchemy import select

from app.applications.models import Request
from app.applications.service import answer_request
from app.applications.states import RequestState, State
from app.core import clock
from app.documents.models import Attachment

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def request_(make, case):
    return make.request(case, text="Which seals do you use?")


@pytest.fixture
def send(request_):
    def sent(browser, **values):
        data = {"form_id": "one", "reply": "Bolt seals."} | values
        return browser.post(f"/operator/requests/{request_.id}", data=data)

    return sent


def stored(session, request):
    session.expire_all()
    return session.scalars(select(Request).where(Request.id == request.id)).one()


def test_open_requests_are_listed_with_their_day(make, case, request_, sign_in, viewer):
    page = sign_in(viewer).get("/operator/requests").text

    assert "Waiting for you" in page
    assert f"/operator/requests/{request_.id}" in page


def test_without_any_the_list_says_why(sign_in, signatory):
    assert "No request" in sign_in(signatory).get("/operator/requests").text


def test_a_contributor_answers(session, request_, send, sign_in, contributor):
    answer = send(sign_in(contributor))

    assert answer.location == f"/operator/requests/{request_.id}"
    given = stored(session, request_)
    assert (given.state, given.reply, given.answered_by_id) == (RequestState.ANSWERED, "Bolt seals.", contributor.id)


def test_afterwards_it_is_for_reading(request_, send, sign_in, signatory):
    browser = sign_in(signatory)
    send(browser)

    page = browser.get(f"/operator/requests/{request_.id}").text

    assert "Bolt seals." in page
    assert "Marta Lindqvist" in page
    assert "<textarea" not in page


def test_the_same_page_sent_twice_answers_once(request_, send, sign_in, signatory):
    browser = sign_in(signatory)
    send(browser)

    again = send(browser)

    assert again.location == f"/operator/requests/{request_.id}"


def test_an_answer_overtaken_by_a_colleague_is_shown_and_not_lost(session, request_, send, sign_in, signatory, contributor):
    answer_request(session, request_, by=contributor, reply="Cable seals.")
    session.commit()

    answer = send(sign_in(signatory))

    assert answer.status_code == 409
    assert "Yours was not sent" in answer.text
    assert "Bolt seals." in answer.text
    assert "Cable seals." in answer.text


def test_with_the_assessment_the_waiting_ends(session, request_, send, sign_in, signatory):
    request_.application.state, request_.application.closed_at = State.WITHDRAWN, clock.now()
    session.commit()
    browser = sign_in(signatory)

    assert "Not needed any more" in browser.get("/operator/requests").text
    assert "<textarea" not in browser.get(f"/operator/requests/{request_.id}").text
    assert send(browser).status_code == 409
    assert "Answer: Which" not in browser.get("/operator").text


def test_an_empty_answer_is_refused_at_its_field(request_, send, sign_in, signatory):
    page = send(sign_in(signatory), reply="  ").text

    assert 'href="#reply"' in page


def test_documents_of_the_library_go_along(session, make, request_, send, sign_in, signatory):
    document = make.document(request_.application.operator, name="seals.pdf")

    send(sign_in(signatory), documents=[str(document.id)])

    attached = session.scalars(select(Attachment).where(Attachment.about_id == request_.id)).one()
    assert attached.document_id == document.id


def test_a_document_of_another_business_does_not(session, make, send, sign_in, signatory):
    theirs = make.document(make.operator(), name="secret.pdf")

    send(sign_in(signatory), documents=[str(theirs.id), "not an id"])

    assert session.scalars(select(Attachment)).all() == []


def test_an_uploaded_file_goes_along(request_, send, sign_in, signatory, storage):
    browser = sign_in(signatory)

    send(browser, upload=(BytesIO(PDF), "seal-list.pdf"))

    assert "seal-list.pdf" in browser.get(f"/operator/requests/{request_.id}").text


def test_a_file_with_a_false_name_is_refused_and_the_answer_kept(session, request_, send, sign_in, signatory, storage):
    page = send(sign_in(signatory), upload=(BytesIO(b"MZ no picture"), "picture.png")).text

    assert 'href="#upload"' in page
    assert "Bolt seals." in page
    assert stored(session, request_).state is RequestState.OPEN


def test_a_viewer_reads_and_may_not_answer(session, request_, send, sign_in, viewer):
    browser = sign_in(viewer)

    assert "<textarea" not in browser.get(f"/operator/requests/{request_.id}").text
    assert send(browser).status_code == 403
    assert stored(session, request_).state is RequestState.OPEN


def test_a_request_of_another_business_is_not_there(session, request_, send, sign_in, stranger):
    browser = sign_in(stranger)

    assert browser.get(f"/operator/requests/{request_.id}").status_code == 404
    assert send(browser).status_code == 404
    assert "Which seals" not in browser.get("/operator/requests").text


def test_the_pages_ask_little(make, business, case, request_, asks_little):
    for number in range(12):
        make.document(business, name=f"file{number}.pdf")
        make.request(case)

    asks_little("/operator/requests")
    page = asks_little(f"/operator/requests/{request_.id}")
    assert "Show all documents" in page
    assert "file0.pdf" in asks_little(f"/operator/requests/{request_.id}?library=all")


@pytest.fixture
def personal(make, case):
    return make.request(case, keys=["P.2.persons"], text="When was the director born?")


@pytest.mark.parametrize("page", ["/operator", "/operator/requests", "/operator/applications/{case}/stage"])
def test_a_request_about_a_personal_answer_is_shown_to_those_who_read_that_answer(
    sign_in, case, personal, signatory, contributor, page
):
    address = page.format(case=case.id)

    assert "When was the director born?" in sign_in(signatory).get(address).text
    assert "When was the director born?" not in sign_in(contributor).get(address).text


def test_nobody_else_opens_or_answers_it(session, sign_in, personal, contributor):
    browser, address = sign_in(contributor), f"/operator/requests/{personal.id}"

    assert browser.get(address).status_code == 404
    assert browser.post(address, data={"form_id": "one", "reply": "In 1970."}).status_code == 404
    assert stored(session, personal).state is RequestState.OPEN


def test_what_was_enclosed_with_its_answer_is_not_handed_out(storage, sign_in, session, personal, signatory, contributor):
    data = {"form_id": "one", "reply": "As enclosed.", "upload": (BytesIO(PDF), "passport.pdf")}
    sign_in(signatory).post(f"/operator/requests/{personal.id}", data=data)
    document_id = session.scalars(select(Attachment.document_id).where(Attachment.about_id == personal.id)).one()

    browser = sign_in(contributor)

    assert browser.get(f"/operator/documents/{document_id}").status_code == 404
    assert "passport.pdf" not in browser.get("/operator/evidence").text
