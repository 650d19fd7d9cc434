import pytest

from app.documents import storage as kept
from app.operators.models import Operator
from tests.documents.files import PDF


@pytest.fixture
def document(storage, make):
    return make.document(make.operator(), name="Grundriß „Tor“.pdf", sha256=kept.put(PDF), size=len(PDF))


@pytest.fixture
def browser(sign_in, make, document):
    return sign_in(make.member(make.session.get_one(Operator, document.operator_id)))


def test_a_document_comes_as_a_file_to_save(browser, document):
    with browser.get(f"/operator/documents/{document.id}") as answer:
        content = answer.data

    assert content == PDF
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


def test_the_kind_of_a_text_is_said_once(session, browser, document):
    document.content_type = "text/plain; charset=utf-8"
    session.commit()

    with browser.get(f"/operator/documents/{document.id}") as answer:
        pass

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_its_own_name_comes_with_it(browser, document):
    with browser.get(f"/operator/documents/{document.id}") as answer:
        disposition = answer.headers["Content-Disposition"]

    assert "filename*=UTF-8''Grundri%C3%9F%20%E2%80%9ETor%E2%80%9C.pdf" in disposition


def test_a_browser_that_opens_it_anyway_runs_nothing(browser, document):
    with browser.get(f"/operator/documents/{document.id}") as answer:
        pass

    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_another_businesses_document_is_not_there(sign_in, make, document):
    stranger = sign_in(make.signatory(make.operator()))

    assert stranger.get(f"/operator/documents/{document.id}").status_code == 404


def test_what_customs_keeps_for_itself_is_not_there(browser, session, document):
    document.is_internal = True
    session.commit()

    assert browser.get(f"/operator/documents/{document.id}").status_code == 404


def test_without_a_person_there_is_nothing(client, document):
    assert client.get(f"/operator/documents/{document.id}").status_code == 302
