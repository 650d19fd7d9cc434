import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core.errors import NotAllowed
from app.history.models import Event
from app.operators.models import Contact
from app.operators.service import Unreachable, add_contact, change_contact, remove_contact
from app.operators.words import ContactPurpose

INES = {"name": "Ines  Calder", "purpose": ContactPurpose.CUSTOMS, "email": " ines@example.com ", "phone": ""}


def test_a_contact_is_kept_without_stray_blanks(session, make):
    operator = make.operator()

    contact = add_contact(session, operator, by=make.signatory(operator), **INES)

    assert (contact.name, contact.email) == ("Ines Calder", "ines@example.com")


def test_a_contact_without_a_way_to_reach_it_is_refused(session, make):
    operator = make.operator()

    with pytest.raises(Unreachable):
        add_contact(session, operator, by=make.signatory(operator), **INES | {"email": " "})


def test_the_history_knows_no_name_of_a_contact(session, make):
    operator = make.operator()
    contact = add_contact(session, operator, by=make.signatory(operator), **INES)

    change_contact(session, contact, by=make.signatory(operator), **INES | {"name": "Bo Desk"})

    assert "Calder" not in str([event.facts for event in session.scalars(select(Event))])


def test_a_removed_contact_is_gone(session, make):
    operator = make.operator()
    contact = make.contact(operator)

    remove_contact(session, contact, by=make.signatory(operator))
    session.flush()

    assert session.scalars(select(Contact)).all() == []


def test_a_viewer_adds_no_contact(session, make):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        add_contact(session, operator, by=make.member(operator, MembershipRole.VIEWER), **INES)
