import pytest

from app.accounts.words import MembershipRole
from app.applications.library import library, readable, uses


@pytest.fixture
def application(make):
    return make.application()


def seen(session, user, application):
    return session.scalars(library(user, application.operator_id, application.edition.catalogue)).all()


def test_the_newest_document_stands_first(session, make, application):
    old, new = make.document(application.operator, name="old.pdf"), make.document(application.operator, name="new.pdf")

    assert seen(session, make.member(application.operator), application) == [new, old]


@pytest.mark.parametrize(
    ("role", "sees"),
    [(MembershipRole.SIGNATORY, True), (MembershipRole.ADMINISTRATOR, True), (MembershipRole.CONTRIBUTOR, False)],
)
def test_what_supports_a_personal_answer_is_as_personal(session, make, application, role, sees):
    document = make.document(application.operator)
    make.evidence(application, "P.2.persons", document)

    assert (document in seen(session, make.member(application.operator, role), application)) is sees


@pytest.mark.parametrize(("role", "sees"), [(MembershipRole.SIGNATORY, True), (MembershipRole.CONTRIBUTOR, False)])
def test_what_replies_to_customs_about_a_personal_answer_is_as_personal(session, make, application, role, sees):
    document = make.document(application.operator)
    make.enclosed(make.request(application, keys=["P.1.details", "P.2.persons@Main site"]), document)

    assert (document in seen(session, make.member(application.operator, role), application)) is sees


def test_what_replies_to_customs_about_anything_else_is_for_all(session, make, application):
    document = make.document(application.operator)
    make.enclosed(make.request(application, keys=["P.1.details"]), document)

    assert seen(session, make.member(application.operator), application) == [document]


def test_who_uploaded_it_sees_it_anyway(session, make, application):
    ada = make.member(application.operator)
    document = make.document(application.operator, uploaded_by_id=ada.id)
    make.evidence(application, "P.2.persons", document)

    assert seen(session, ada, application) == [document]


def test_each_use_is_told(session, make, application):
    document, unused = make.document(application.operator), make.document(application.operator)
    make.evidence(application, "P.1.details", document)
    make.evidence(application, "P.3.sites", document)

    found = uses(session, [document, unused])

    assert found == {document.id: [(application.reference, "P.1.details"), (application.reference, "P.3.sites")]}


def test_reports_and_letters_of_customs_may_be_opened_but_are_no_evidence(session, make, application):
    ada, report = make.member(application.operator), make.document(application.operator, uploaded_by_id=None)

    assert seen(session, ada, application) == []
    assert session.scalars(readable(ada, application.operator_id, application.edition.catalogue)).all() == [report]
