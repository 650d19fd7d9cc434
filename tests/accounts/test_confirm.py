import pytest

from app.accounts.service import ask_confirmation, confirm_email
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.service import recorded


def test_an_address_is_confirmed(session, make):
    person = make.user(email_confirmed_at=None)

    confirm_email(session, person)

    assert person.email_confirmed_at <= clock.now()
    (event,) = recorded(session)
    assert (event.kind, event.by_id) == (Kind.EMAIL_CONFIRMED, person.id)


def test_an_address_is_confirmed_once(session, make):
    with pytest.raises(WrongState):
        confirm_email(session, make.user())


def test_the_link_is_asked_for_once_more(session, make):
    person = make.user(email_confirmed_at=None)

    ask_confirmation(session, person, by=person)

    assert [event.kind for event in recorded(session)] == [Kind.CONFIRMATION_ASKED]


def test_nobody_asks_for_the_link_of_another(session, make):
    with pytest.raises(NotAllowed):
        ask_confirmation(session, make.user(email_confirmed_at=None), by=make.user())


def test_no_link_is_sent_for_a_confirmed_address(session, make):
    person = make.user()

    with pytest.raises(WrongState):
        ask_confirmation(session, person, by=person)
