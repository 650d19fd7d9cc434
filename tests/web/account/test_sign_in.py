import pyotp
import pytest

from app.accounts import passwords, totp
from app.core import clock
from tests.makers import PASSWORD


@pytest.fixture
def trader(make):
    return make.signatory(make.operator(), email="ada@example.com", password_hash=passwords.HASHER.hash(PASSWORD))


@pytest.fixture
def officer(make):
    secret = totp.new_secret()
    return make.case_officer(email="cara@customs.example", password_hash=passwords.HASHER.hash(PASSWORD), totp_secret=secret)


def give_password(client, email, password=PASSWORD, **fields):
    return client.post("/account/sign-in", data={"email": email, "password": password} | fields)


def test_a_trader_signs_in_with_a_password(client, trader):
    answer = give_password(client, " ADA@example.com ")

    assert answer.status_code == 303
    assert client.get("/account/profile").status_code == 200


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, trader):
    wrong = give_password(client, "ada@example.com", "Something else 1")
    unknown = give_password(client, "nobody@example.com", "Something else 1")

    assert "is not right" in wrong.text
    assert wrong.text.replace("ada@example.com", "") == unknown.text.replace("nobody@example.com", "")


def test_somebody_who_has_left_does_not_sign_in(client, make):
    make.user(email="gone@example.com", password_hash=passwords.HASHER.hash(PASSWORD), ended_at=clock.now())

    assert "is not right" in give_password(client, "gone@example.com").text


def test_the_password_alone_lets_no_officer_in(client, officer):
    answer = give_password(client, officer.email)

    assert answer.location == "/account/second-factor"
    assert client.get("/account/profile").location.startswith("/account/sign-in")


def test_an_officer_signs_in_with_password_and_code(client, officer):
    give_password(client, officer.email)

    answer = client.post("/account/second-factor", data={"code": pyotp.TOTP(officer.totp_secret).now()})

    assert answer.status_code == 303
    assert client.get("/account/profile").status_code == 200
