import time

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords, totp
from app.accounts.service import WrongPassword, ask_reset, authenticate, change_password, reset_password
from app.core import clock
from app.core.errors import Invalid, NotAllowed
from app.history.kinds import Kind
from app.history.service import recorded
from tests.makers import PASSWORD, hashed_password

STRONG = "four words put together"


def test_who_forgot_the_password_is_sent_a_link(session, make):
    person = make.user(email="ada@example.com")

    ask_reset(session, email=" ADA@example.com")

    (event,) = recorded(session)
    assert (event.kind, event.about_id, event.by_id, event.facts) == (Kind.PASSWORD_RESET_ASKED, person.id, None, {})


def test_for_an_address_nobody_has_nothing_happens(session):
    ask_reset(session, email="nobody@example.com")

    assert recorded(session) == []


def test_who_has_left_is_sent_no_link(session, make):
    make.user(email="gone@example.com", ended_at=clock.now())

    ask_reset(session, email="gone@example.com")

    assert recorded(session) == []


def test_a_new_password_is_set_by_the_link(session, make):
    person = make.user(password_hash=hashed_password())

    reset_password(session, person, password=STRONG)

    assert passwords.fits(person.password_hash, STRONG)
    assert [event.kind for event in recorded(session)] == [Kind.PASSWORD_CHANGED]


def test_the_link_shows_that_the_address_is_theirs(session, make):
    person = make.user(email_confirmed_at=None)

    reset_password(session, person, password=STRONG)

    assert person.email_confirmed_at is not None


def test_who_made_an_account_with_the_address_of_another_leaves_no_factor_behind(session, make):
    person = make.user(email_confirmed_at=None, totp_secret=totp.new_secret())

    reset_password(session, person, password=STRONG)

    assert person.totp_secret is None


def test_a_reset_of_a_confirmed_account_keeps_its_factor(session, make):
    secret = totp.new_secret()
    person = make.user(totp_secret=secret)

    reset_password(session, person, password=STRONG)

    assert person.totp_secret == secret


def test_a_reset_ends_every_session(session, make):
    person = make.user(session_epoch=4)

    reset_password(session, person, password=STRONG)

    assert person.session_epoch == 5


def test_a_password_is_changed_by_who_knows_the_present_one(session, make):
    person = make.user(password_hash=hashed_password())

    change_password(session, person, by=person, present=PASSWORD, password=STRONG)

    assert passwords.fits(person.password_hash, STRONG)
    assert person.session_epoch == 1


def test_without_the_present_password_nothing_is_changed(session, make):
    person = make.user(password_hash=hashed_password())

    with pytest.raises(WrongPassword):
        change_password(session, person, by=person, present="something else", password=STRONG)


def test_nobody_changes_the_password_of_another(session, make):
    person = make.user(password_hash=hashed_password())

    with pytest.raises(NotAllowed):
        change_password(session, person, by=make.user(), present=PASSWORD, password=STRONG)


def test_a_weak_new_password_is_refused(session, make):
    person = make.user(password_hash=hashed_password())

    with pytest.raises(Invalid, match="characters"):
        change_password(session, person, by=person, present=PASSWORD, password="short")


def test_a_person_without_a_password_fits_none():
    assert not passwords.fits(None, "anything")


def test_an_unknown_account_takes_the_time_of_a_known_one():
    passwords.fits(None, "the first time also makes the dummy")
    began = time.perf_counter()

    passwords.fits(None, "anything")

    assert time.perf_counter() - began > 0.005  # Argon2id was asked; a look-up alone takes microseconds


def test_a_password_fits_however_its_letters_were_composed():
    stored = passwords.hashed("caf\u00e9 au lait et sucre", email="ada@example.com")

    assert passwords.fits(stored, "cafe\u0301 au lait et sucre")


def test_an_old_hash_is_made_anew_at_sign_in(session, make):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    person = make.user(email="ada@example.com", password_hash=weak)

    authenticate(session, email="ada@example.com", password=PASSWORD)

    assert not passwords.is_outdated(person.password_hash)
    assert passwords.fits(person.password_hash, PASSWORD)
