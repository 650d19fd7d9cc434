import pytest

from app.accounts.words import MembershipRole
from app.core.errors import NotAllowed
from app.documents import policy
from app.documents.service import describe


def test_a_trader_sees_what_its_business_holds(session, make):
    mine, other = make.operator(), make.operator()
    document, _ = make.document(mine), make.document(other)

    assert session.scalars(policy.visible_to(make.member(mine))).all() == [document]


def test_what_customs_keeps_for_itself_is_not_shown_to_the_trader(session, make):
    operator = make.operator()
    note = make.document(operator, is_internal=True)

    assert session.scalars(policy.visible_to(make.signatory(operator))).all() == []
    assert session.scalars(policy.visible_to(make.auditor())).all() == [note]


def test_whoever_works_for_the_business_says_what_a_document_is(session, make):
    operator = make.operator()
    document = make.document(operator)

    describe(session, document, by=make.member(operator), kind="contract", valid_until=None)

    assert document.kind == "contract"


def test_a_viewer_does_not(session, make):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        describe(session, make.document(operator), by=make.member(operator, MembershipRole.VIEWER), kind="", valid_until=None)


def test_nobody_says_what_a_report_of_customs_is(session, make):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        describe(session, make.document(operator, uploaded_by_id=None), by=make.signatory(operator), kind="log", valid_until=None)
