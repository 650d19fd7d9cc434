from datetime import date
from hashlib import sha256
from io import BytesIO

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core.errors import NotAllowed
from app.documents import service
from app.documents.models import Document
from app.documents.service import Empty, FalseName, TooLarge, clean, open_bytes, receive
from app.history.kinds import OFFICERS_ONLY, Kind
from app.history.models import Event
from tests.documents.files import PDF, PNG

pytestmark = pytest.mark.usefixtures("storage")


def test_a_file_is_kept_with_what_is_known_of_it(session, make):
    operator = make.operator()
    member = make.member(operator)

    document = receive(session, operator, BytesIO(PDF), "plan.pdf", by=member, kind="site_plan", valid_until=date(2030, 1, 31))

    assert (document.name, document.content_type, document.size) == ("plan.pdf", "application/pdf", len(PDF))
    assert (document.kind, document.valid_until, document.uploaded_by_id) == ("site_plan", date(2030, 1, 31), member.id)
    with open_bytes(document) as content:
        assert content.read() == PDF


def test_the_history_knows_its_hash(session, make):
    operator = make.operator()

    document = receive(session, operator, BytesIO(PDF), "plan.pdf", by=make.member(operator))

    event = session.scalars(select(Event).where(Event.kind == Kind.DOCUMENT_RECEIVED)).one()
    assert event.facts["sha256"] == document.sha256


def test_a_file_sent_twice_is_found_again(session, make):
    operator = make.operator()
    first = receive(session, operator, BytesIO(PDF), "plan.pdf", by=make.member(operator))

    second = receive(session, operator, BytesIO(PDF), "plan (1).pdf", by=make.member(operator))

    assert second is first
    assert len(session.scalars(select(Document)).all()) == 1


def test_two_businesses_share_the_bytes_and_nothing_else(session, make, storage):
    one, other = make.operator(), make.operator()

    first = receive(session, one, BytesIO(PDF), "plan.pdf", by=make.member(one))
    second = receive(session, other, BytesIO(PDF), "plan.pdf", by=make.member(other))

    assert first.id != second.id
    assert len([path for path in storage.rglob("*") if path.is_file()]) == 1


def test_what_an_officer_keeps_for_customs_is_not_the_traders_copy(session, make):
    operator = make.operator()
    receive(session, operator, BytesIO(PDF), "plan.pdf", by=make.member(operator))

    note = receive(session, operator, BytesIO(PDF), "plan.pdf", by=make.auditor(), is_internal=True)

    assert note.is_internal


def test_a_letter_of_customs_put_in_again_is_the_traders_own(session, make):
    operator, digest = make.operator(), sha256(PDF).hexdigest()
    letter = make.document(operator, sha256=digest, uploaded_by_id=None)

    document = receive(session, operator, BytesIO(PDF), "letter.pdf", by=make.member(operator))

    assert document is not letter
    assert document.sha256 == digest


def test_that_customs_took_a_photo_is_for_officers_only(session, make):
    photo = receive(session, make.operator(), BytesIO(PDF), "plan.pdf", by=make.auditor(), is_internal=True)

    event = session.scalars(select(Event).where(Event.about_id == photo.id)).one()
    assert event.kind is Kind.INTERNAL_DOCUMENT_RECEIVED
    assert Kind.INTERNAL_DOCUMENT_RECEIVED in OFFICERS_ONLY


def test_a_file_above_25_megabytes_is_refused(session, make, monkeypatch):
    monkeypatch.setattr(service, "AT_MOST", 10)
    operator = make.operator()

    with pytest.raises(TooLarge, match="larger than 25 MB"):
        receive(session, operator, BytesIO(PDF), "plan.pdf", by=make.member(operator))


def test_an_empty_file_is_refused(session, make):
    operator = make.operator()

    with pytest.raises(Empty):
        receive(session, operator, BytesIO(b""), "plan.pdf", by=make.member(operator))


def test_a_false_name_is_refused_at_the_upload(session, make):
    operator = make.operator()

    with pytest.raises(FalseName) as refusal:
        receive(session, operator, BytesIO(PNG), "plan.pdf", by=make.member(operator))

    assert refusal.value.field == "upload"


@pytest.mark.parametrize("stranger", ["viewer", "other"])
def test_only_who_works_for_the_business_adds_to_its_library(session, make, stranger):
    operator = make.operator()
    by = make.member(operator, MembershipRole.VIEWER) if stranger == "viewer" else make.member(make.operator())

    with pytest.raises(NotAllowed):
        receive(session, operator, BytesIO(PDF), "plan.pdf", by=by)


def test_a_trader_cannot_file_anything_with_customs_alone(session, make):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        receive(session, operator, BytesIO(PDF), "plan.pdf", by=make.signatory(operator), is_internal=True)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\plans\\plan.pdf", "plan.pdf"),
        ("../../etc/plan.pdf", "plan.pdf"),
        ("plan\x00\r\n.pdf", "plan.pdf"),
        ("plan\u202efdp.pdf", "planfdp.pdf"),
        ("  plan.pdf ", "plan.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("", "file"),
    ],
)
def test_a_name_is_freed_of_folders_and_tricks(sent, kept):
    assert clean(sent) == kept
