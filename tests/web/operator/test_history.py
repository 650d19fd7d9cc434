import pytest

from app.history.kinds import OFFICERS_ONLY, Kind
from app.history.service import record


@pytest.fixture
def happen(session):
    def happened(kind, about, by=None, **facts):
        record(session, kind, about=about, by=by, **facts)
        session.commit()

    return happened


@pytest.fixture
def history(sign_in, signatory):
    return lambda person=signatory, page=1: sign_in(person).get(f"/operator/history?page={page}").text


def test_before_anything_the_page_says_so(history):
    assert "Nothing has happened yet" in history()


def test_an_event_is_a_sentence_with_its_facts_and_who_did_it(case, happen, signatory, history):
    happen(Kind.APPLICATION_SUBMITTED, case, by=signatory, types=["aeoc", "aeos"])

    assert "Marta Lindqvist sent the application for customs simplifications and security and safety to customs." in history()


def test_customs_and_the_business_are_told_apart(make, case, happen, signatory, history):
    happen(Kind.CASE_TAKEN, case, by=make.case_officer(name="R. Okafor"), officer="R. Okafor")
    happen(Kind.APPLICATION_STARTED, case, by=signatory)

    page = history()

    assert "R. Okafor of customs took the case." in page
    assert 'class="is-customs"' in page
    assert 'class="is-trader"' in page


def test_the_portal_acts_too(make, business, happen, history):
    happen(Kind.SUSPENSION_ENDED, make.authorisation(business), type="aeoc")

    assert "The portal ended the suspension of the authorisation for customs simplifications, as its day had come." in history()


def test_an_event_leads_to_what_it_is_about(make, case, happen, history):
    request = make.request(case)
    happen(Kind.INFORMATION_REQUESTED, request, number=1)

    assert f"/operator/requests/{request.id}" in history()


@pytest.mark.parametrize("kind", [Kind.INFRINGEMENT_RECORDED, Kind.FACT_DISPUTED, Kind.DISPUTE_UPHELD, Kind.DISPUTE_REJECTED])
def test_what_stands_against_the_business_leads_to_its_record(case, happen, history, kind):
    happen(kind, case, reference="F-2026-000001")

    assert 'href="/operator/record"' in history().split("<main")[1]


@pytest.mark.parametrize("kind", sorted(OFFICERS_ONLY))
def test_what_officers_keep_to_themselves_is_not_told(case, happen, history, kind):
    happen(kind, case)

    assert "Nothing has happened yet" in history()


def test_a_file_that_customs_keeps_for_itself_is_not_told(make, business, happen, history):
    happen(Kind.DOCUMENT_RECEIVED, make.document(business, is_internal=True), name="note.pdf")

    assert "Nothing has happened yet" in history()


def test_a_file_is_told_without_its_name(make, business, happen, history):
    happen(Kind.DOCUMENT_RECEIVED, make.document(business), name="conviction of Marta.pdf")

    page = history()

    assert "uploaded a document." in page
    assert "conviction" not in page


def test_what_customs_intends_stands_in_the_letter_alone(make, business, hear, history):
    hear(make.authorisation(business))

    page = history()

    assert "gave the business the right to be heard on customs simplifications." in page
    assert "uspend" not in page


@pytest.mark.parametrize("kind", list(Kind))
def test_facts_that_nobody_knows_are_not_shown(case, happen, history, kind):
    happen(kind, case, secret="A name that was whispered")

    assert "whispered" not in history()


def test_a_long_history_comes_in_pages_the_newest_first(case, happen, history):
    for number in range(27):
        happen(Kind.INFORMATION_GIVEN, case, number=number)

    assert "in request 26." in history()
    assert "in request 0." not in history()
    assert "in request 0." in history(page=2)
    assert "in request 0." in history(page=99)


def test_the_history_of_another_business_is_not_told(case, happen, history, stranger):
    happen(Kind.INFORMATION_GIVEN, case, number=42)

    assert "in request 42." in history()
    assert "in request 42." not in history(stranger)


def test_the_page_asks_little(case, happen, asks_little):
    for number in range(30):
        happen(Kind.CASE_TAKEN, case, officer=f"Officer {number}")

    asks_little("/operator/history")
