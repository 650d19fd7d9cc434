from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import SignIn
from app.accounts.service import WrongCredentials, authenticate, let_in
from app.accounts.service.sign_in import sweep
from app.core import clock
from tests.makers import PASSWORD, hashed_password


def test_a_person_is_known_by_address_and_password(session, make):
    person = make.user(email="ada@example.com", password_hash=hashed_password())

    assert authenticate(session, email=" Ada@Example.com ", password=PASSWORD) is person


@pytest.mark.parametrize(("email", "password"), [("ada@example.com", "wrong"), ("eve@example.com", PASSWORD), ("", "")])
def test_whatever_is_wrong_the_refusal_is_the_same(session, make, email, password):
    make.user(email="ada@example.com", password_hash=hashed_password())

    with pytest.raises(WrongCredentials, match="The e-mail address or the password is not right"):
        authenticate(session, email=email, password=password)


def test_who_has_not_set_a_password_yet_does_not_sign_in(session, make):
    make.officer(email="new@customs.example")

    with pytest.raises(WrongCredentials):
        authenticate(session, email="new@customs.example", password="")


def test_who_has_left_does_not_sign_in(session, make):
    make.user(email="gone@example.com", password_hash=hashed_password(), ended_at=clock.now())

    with pytest.raises(WrongCredentials):
        authenticate(session, email="gone@example.com", password=PASSWORD)


def test_a_sign_in_lasts_a_week_at_the_longest(session, make):
    person = make.user()
    with clock.at(clock.now() - timedelta(days=8)):
        let_in(session, person)
    today = let_in(session, person)

    sweep(session)

    assert session.scalars(select(SignIn)).all() == [today]
