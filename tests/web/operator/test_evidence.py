from io import BytesIO

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.documents.models import Document
from tests.documents.files import PDF, PNG

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def business(make):
    return make.operator()


@pytest.fixture
def browser(sign_in, make, business):
    return sign_in(make.member(business))


def upload(browser, *files, **values):
    sent = [(BytesIO(content), name) for name, content in files]
    return browser.post("/operator/evidence", data={"upload": sent, "kind": ""} | values)


def test_an_empty_library_says_so(browser):
    assert "The library is empty" in browser.get("/operator/evidence").text


def test_a_file_is_uploaded_with_what_it_is(browser, session):
    upload(browser, ("contract.pdf", PDF), kind="contract", valid_until=["31", "12", "2030"])

    document = session.scalars(select(Document)).one()
    assert (document.name, document.kind, str(document.valid_until)) == ("contract.pdf", "contract", "2030-12-31")
    assert f"Contract or order, {len(PDF)} bytes, valid to 31 December 2030" in browser.get("/operator/evidence").text


def test_a_bad_file_does_not_keep_the_good_one_out(browser, session):
    page = upload(browser, ("plan.pdf", PDF), ("false.pdf", PNG)).text

    assert "“false.pdf” is not a PDF: it is really a PNG picture" in page
    assert [one.name for one in session.scalars(select(Document))] == ["plan.pdf"]


def test_nothing_chosen_is_told(browser):
    assert "Choose a file" in browser.post("/operator/evidence", data={"kind": ""}).text


def test_a_document_is_described_later(browser, session, make, business):
    document = make.document(business)

    browser.post(f"/operator/evidence/{document.id}", data={"kind": "log", "valid_until": ["1", "2", "2031"]})

    session.expire_all()
    assert (document.kind, str(document.valid_until)) == ("log", "2031-02-01")


def test_where_a_document_stands_is_told(browser, make, business):
    application = make.application(business)
    make.evidence(application, "P.1.details", make.document(business))

    assert f"P.1.details in {application.reference}" in browser.get("/operator/evidence").text


def test_what_has_run_out_is_marked(browser, make, business):
    from datetime import date

    make.document(business, valid_until=date(2020, 1, 1))

    assert "Expired" in browser.get("/operator/evidence").text


def test_a_letter_of_customs_is_no_evidence(browser, make, business):
    make.document(business, name="Decision on AEO-2026-000042.pdf", uploaded_by_id=None)

    assert "The library is empty" in browser.get("/operator/evidence").text


def test_a_viewer_uploads_nothing(sign_in, make, business, session):
    viewer = sign_in(make.member(business, MembershipRole.VIEWER))

    assert "Choose" not in viewer.get("/operator/evidence").text
    assert upload(viewer, ("plan.pdf", PDF)).status_code == 403
    assert session.scalars(select(Document)).all() == []
