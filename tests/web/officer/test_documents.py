import pytest

from app.documents import storage as kept
from tests.documents.files import PDF


@pytest.fixture
def document(storage, make):
    return make.document(make.operator(), sha256=kept.put(PDF), size=len(PDF), is_internal=True)


def test_an_officer_opens_every_document(sign_in, make, document):
    with sign_in(make.auditor()).get(f"/officer/documents/{document.id}") as answer:
        content = answer.data

    assert content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_trader_does_not_come_through_this_door(sign_in, make, document):
    assert sign_in(make.signatory(make.operator())).get(f"/officer/documents/{document.id}").status_code == 403
