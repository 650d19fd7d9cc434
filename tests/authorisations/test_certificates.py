"""The certificate follows from what is granted: drawn once, kept by its hash."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.authorisations import certificates
from app.authorisations import service as authorisations
from app.authorisations.models import Certificate
from app.authorisations.states import State
from app.core import clock
from app.documents import storage as kept
from app.history.kinds import Kind
from app.history.models import Event
from app.history.service import record
from app.programme.words import AuthorisationType
from app.reactions import REACTIONS, issue_certificate
from tests import sheets


@pytest.fixture
def operator(make):
    return make.operator(name="Northwind Forwarding Ltd")


@pytest.fixture
def issue(session, storage):
    """`issue(authorisation)` is the certificate that follows from its grant."""

    def issued(authorisation, kind=Kind.AUTHORISATION_GRANTED):
        return certificates.issue(session, record(session, kind, about=authorisation, by=None))

    return issued


def test_the_sheet_shows_what_is_granted(session, make, operator, issue):
    both = [make.authorisation(operator, kind) for kind in AuthorisationType]

    certificate = issue(both[0])

    with kept.fetch(certificate.sha256) as file:
        text = sheets.words(file.read())
    assert all(one.number in text for one in both)
    assert "Northwind Forwarding Ltd" in text
    assert certificates.current(session, operator.id) is certificate


def test_of_one_event_there_is_one_certificate(session, make, operator, storage):
    event = record(session, Kind.AUTHORISATION_GRANTED, about=make.authorisation(operator), by=None)

    first, second = certificates.issue(session, event), certificates.issue(session, event)

    assert first is second
    assert len(session.scalars(select(Certificate)).all()) == 1


def test_two_granted_by_one_signing_stand_on_one_certificate(session, make, operator, storage):
    both = [make.authorisation(operator, kind) for kind in AuthorisationType]
    granted = [record(session, Kind.AUTHORISATION_GRANTED, about=one, by=None) for one in both]

    first, second = (certificates.issue(session, event) for event in granted)

    assert first is second
    assert set(first.authorisations) == set(both)


def test_what_is_granted_again_gets_a_certificate_of_its_own(session, make, operator, issue):
    authorisation = make.authorisation(operator)
    first = issue(authorisation)
    authorisations.revoke(session, authorisation, by=make.decision_maker())
    session.flush()

    with clock.at(clock.now() + timedelta(days=1)):
        second = issue(make.authorisation(operator))

    assert second.code != first.code


@pytest.mark.parametrize("kind", [Kind.AUTHORISATION_REINSTATED, Kind.SUSPENSION_ENDED])
def test_after_a_suspension_a_new_sheet_shows_what_the_last_left_out(session, make, operator, issue, kind):
    security, customs = make.authorisation(operator, AuthorisationType.AEOS), make.authorisation(operator, state=State.SUSPENDED)
    first = issue(security)
    authorisations.end_suspension(session, customs)
    session.flush()

    with clock.at(clock.now() + timedelta(days=1)):
        second = issue(customs, kind)

    assert second.authorisations == [customs, security]
    assert certificates.current(session, operator.id) is second is not first
    assert issue_certificate in REACTIONS[kind]


def test_a_sheet_that_shows_it_all_is_not_drawn_again_after_a_suspension(session, make, operator, issue):
    authorisation = make.authorisation(operator)
    first = issue(authorisation)

    with clock.at(clock.now() + timedelta(days=1)):
        assert issue(authorisation, Kind.AUTHORISATION_REINSTATED) is first


def test_what_is_suspended_is_not_on_it(make, operator, issue):
    granted = make.authorisation(operator)
    make.authorisation(operator, AuthorisationType.AEOS, state=State.SUSPENDED)

    assert issue(granted).authorisations == [granted]


def test_after_the_revocation_of_one_a_new_sheet_shows_the_other(session, make, operator, issue):
    customs, security = (make.authorisation(operator, kind) for kind in AuthorisationType)
    first = issue(customs)
    authorisations.revoke(session, security, by=make.decision_maker())
    session.flush()

    second = issue(security, Kind.AUTHORISATION_REVOKED)

    assert second.authorisations == [customs]
    assert second.code != first.code


def test_where_nothing_is_granted_no_certificate_follows(make, operator, issue):
    assert issue(make.authorisation(operator, state=State.REVOKED), Kind.AUTHORISATION_REVOKED) is None


def test_the_history_tells_of_the_certificate(session, make, operator, issue):
    authorisation = make.authorisation(operator)

    certificate = issue(authorisation)

    event = session.scalars(select(Event).where(Event.about_id == certificate.id)).one()
    assert (event.kind, event.facts["numbers"]) == (Kind.CERTIFICATE_ISSUED, [authorisation.number])
