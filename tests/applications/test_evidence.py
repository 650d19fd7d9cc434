import pytest

from app.applications.service import OfAnotherBusiness, WithCustoms, link_evidence, unlink_evidence
from app.applications.states import State
from app.core.errors import NotAllowed

KEY = "P.1.details"


@pytest.fixture
def application(make):
    return make.application()


@pytest.fixture
def ada(make, application):
    return make.member(application.operator)


def test_one_document_stands_beside_many_questions(session, make, application, ada):
    document = make.document(application.operator)

    link_evidence(session, application, document, by=ada, key=KEY)
    link_evidence(session, application, document, by=ada, key="P.3.sites")

    assert [(item.key, item.document) for item in application.evidence] == [(KEY, document), ("P.3.sites", document)]


def test_a_second_time_changes_nothing(session, make, application, ada):
    document = make.document(application.operator)
    first = link_evidence(session, application, document, by=ada, key=KEY)

    assert link_evidence(session, application, document, by=ada, key=KEY) is first


def test_a_document_taken_away_stays_in_the_library(session, make, application, ada):
    document = make.document(application.operator)
    item = link_evidence(session, application, document, by=ada, key=KEY)

    unlink_evidence(session, application, item, by=ada)
    session.expire(application)

    assert application.evidence == []
    assert session.get(type(document), document.id) is document


def test_another_businesses_document_supports_nothing_here(session, make, application, ada):
    with pytest.raises(OfAnotherBusiness):
        link_evidence(session, application, make.document(make.operator()), by=ada, key=KEY)


def test_nor_does_what_customs_keeps_for_itself(session, make, application, ada):
    with pytest.raises(OfAnotherBusiness):
        link_evidence(session, application, make.document(application.operator, is_internal=True), by=ada, key=KEY)


def test_nor_does_a_report_of_customs(session, make, application, ada):
    with pytest.raises(OfAnotherBusiness):
        link_evidence(session, application, make.document(application.operator, uploaded_by_id=None), by=ada, key=KEY)


def test_evidence_of_persons_is_not_a_contributors(session, make, application, ada):
    with pytest.raises(NotAllowed):
        link_evidence(session, application, make.document(application.operator), by=ada, key="P.2.persons")


def test_what_was_sent_keeps_its_evidence(session, make):
    application = make.application(state=State.SUBMITTED)
    document = make.document(application.operator)
    item = make.evidence(application, KEY, document)

    with pytest.raises(WithCustoms):
        unlink_evidence(session, application, item, by=make.signatory(application.operator))
