import pytest

from app.audits.service import cancel
from app.audits.states import State
from app.core import clock
from app.documents.models import Attachment


@pytest.fixture
def audit(make, case):
    site = make.site(case.operator, name="North Quay")
    return make.audit(case, sites=[site], lead=make.auditor(name="L. Brandt"), agenda="10:00 Seal log")


@pytest.fixture
def reported(make, case):
    return make.audit(
        case,
        state=State.REPORTED,
        summary="One thing was wanting.",
        report="We saw the quay.\n\nThe fence is open.",
        reported_at=clock.now(),
    )


def test_the_plan_says_who_comes_when_and_where(audit, sign_in, viewer):
    page = sign_in(viewer).get(f"/operator/audits/{audit.id}").text

    assert "North Quay" in page
    assert "L. Brandt" in page
    assert "10:00 Seal log" in page


def test_the_plan_goes_into_a_calendar(audit, sign_in, signatory):
    answer = sign_in(signatory).get(f"/operator/audits/{audit.id}/visit.ics")

    assert answer.mimetype == "text/calendar"
    assert f"UID:{audit.id}" in answer.text
    assert f"DTSTART;VALUE=DATE:{audit.starts_on:%Y%m%d}" in answer.text


def test_a_report_is_not_read_before_it_is_signed(make, case, sign_in, signatory):
    draft = make.audit(case, summary="Still thinking.", report="The fence may be open.")

    page = sign_in(signatory).get(f"/operator/audits/{draft.id}").text

    assert "Still thinking." not in page
    assert "The fence may be open." not in page


def test_a_signed_report_is_read_with_its_findings(make, case, reported, sign_in, viewer):
    make.finding(case, text="The fence is open.", audit_id=reported.id)

    page = sign_in(viewer).get(f"/operator/audits/{reported.id}").text

    assert "One thing was wanting." in page
    assert "We saw the quay." in page
    assert "/operator/findings/" in page


def test_its_pdf_is_there_to_keep(make, business, reported, sign_in, signatory):
    pdf = make.document(business, name="report.pdf", uploaded_by_id=None)
    make.keep(Attachment(operator_id=business.id, about_id=reported.id, document_id=pdf.id))

    page = sign_in(signatory).get(f"/operator/audits/{reported.id}").text

    assert f"/operator/documents/{pdf.id}" in page


def test_what_customs_keeps_for_itself_is_not(make, business, reported, sign_in, signatory):
    note = make.document(business, name="internal-note.pdf", is_internal=True)
    make.keep(Attachment(operator_id=business.id, about_id=reported.id, document_id=note.id))

    assert "internal-note.pdf" not in sign_in(signatory).get(f"/operator/audits/{reported.id}").text


def test_visits_are_listed(audit, sign_in, viewer):
    assert audit.reference in sign_in(viewer).get("/operator/audits").text


@pytest.mark.parametrize("path", ["", "/visit.ics"])
def test_a_visit_to_another_business_is_not_there(audit, sign_in, stranger, path):
    browser = sign_in(stranger)

    assert browser.get(f"/operator/audits/{audit.id}{path}").status_code == 404
    assert audit.reference not in browser.get("/operator/audits").text


def test_the_pages_ask_little(make, case, audit, reported, asks_little):
    for _ in range(3):
        make.finding(case, audit_id=reported.id)
        make.audit(case)

    asks_little("/operator/audits")
    asks_little(f"/operator/audits/{audit.id}")
    asks_little(f"/operator/audits/{reported.id}")


def test_a_cancelled_visit_says_why(session, make, audit, sign_in, viewer):
    cancel(session, audit, by=make.case_officer(), reason="The lead is ill.")
    session.commit()

    page = sign_in(viewer).get(f"/operator/audits/{audit.id}").text

    assert "is cancelled" in page
    assert "The lead is ill." in page
