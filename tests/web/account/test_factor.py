import re

import pyotp
import pytest
from sqlalchemy import select

from app.accounts.models import RecoveryCode
from tests.makers import PASSWORD, hashed_password

CODE = re.compile(r"<code>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</code>")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(user):
    return pyotp.TOTP(user.totp_secret).now()


def test_the_password_alone_lets_no_officer_in(client, officer, give_password, is_signed_in):
    answer = give_password(client, officer.email, next="/officer/cases")

    assert answer.location == "/account/second-factor?next=/officer/cases"
    assert not is_signed_in(client)


def test_an_officer_signs_in_with_password_and_code(client, officer, give_password, is_signed_in):
    give_password(client, officer.email)

    answer = client.post("/account/second-factor", data={"code": code_of(officer), "next": "/officer/cases"})

    assert answer.location == "/officer/cases"
    assert is_signed_in(client)


def test_a_trader_with_a_second_factor_is_asked_for_it(client, session, trader, give_password):
    trader.totp_secret = SECRET
    session.commit()

    assert give_password(client, trader.email).location == "/account/second-factor"


def test_a_wrong_code_lets_nobody_in(client, officer, give_password, is_signed_in):
    give_password(client, officer.email)

    page = client.post("/account/second-factor", data={"code": "000 000"}).text

    assert "This code is not right" in page
    assert not is_signed_in(client)


def test_a_code_lets_in_once(app, officer, give_password):
    code, first, second = code_of(officer), app.test_client(), app.test_client()
    for browser in (first, second):
        give_password(browser, officer.email)
    first.post("/account/second-factor", data={"code": code})

    assert "has been used" in second.post("/account/second-factor", data={"code": code}).text


def test_without_the_password_nobody_is_asked_for_a_code(client, officer):
    assert client.get("/account/second-factor").location == "/account/sign-in"
    assert client.post("/account/second-factor", data={"code": code_of(officer)}).location == "/account/sign-in"


def test_the_code_must_come_within_ten_minutes(client, officer, give_password):
    give_password(client, officer.email)
    with client.session_transaction() as cookie:
        token, at = cookie["half"]
        cookie["half"] = [token, at - 601]

    assert client.post("/account/second-factor", data={"code": code_of(officer)}).location == "/account/sign-in"


def test_who_has_the_password_alone_sets_no_other_device_up(client, officer, give_password):
    give_password(client, officer.email)
    code = pyotp.TOTP(SECRET).now()

    answer = client.post("/account/second-factor/set-up", data={"secret": SECRET, "code": code})

    assert answer.location == "/account/sign-in"


def test_a_new_officer_sets_the_device_up_at_the_first_sign_in(client, make, give_password, is_signed_in):
    make.case_officer(email="new@customs.example", password_hash=hashed_password())
    give_password(client, "new@customs.example")
    asked = client.get("/account/second-factor")
    assert asked.location == "/account/second-factor/set-up"
    secret = re.search(r'name="secret"[^>]* value="([A-Z2-7]{32})"', client.get(asked.location).text)[1]

    page = client.post(asked.location, data={"secret": secret, "code": pyotp.TOTP(secret).now()}).text

    assert len(CODE.findall(page)) == 10
    assert is_signed_in(client)


def test_a_trader_sets_a_device_up_after_giving_the_password_again(sign_in, session, trader):
    form = {"secret": SECRET, "code": pyotp.TOTP(SECRET).now(), "present": PASSWORD}

    page = sign_in(trader).post("/account/second-factor/set-up", data=form).text

    session.refresh(trader)
    assert trader.totp_secret == SECRET
    assert len(CODE.findall(page)) == 10


def test_without_the_password_no_device_is_set_up(sign_in, session, trader):
    form = {"secret": SECRET, "code": pyotp.TOTP(SECRET).now(), "present": "something else"}

    page = sign_in(trader).post("/account/second-factor/set-up", data=form).text

    session.refresh(trader)
    assert trader.totp_secret is None
    assert "not your present password" in page


def test_the_picture_keeps_its_secret_when_the_code_was_wrong(sign_in, trader):
    form = {"secret": SECRET, "code": "000000", "present": PASSWORD}

    page = sign_in(trader).post("/account/second-factor/set-up", data=form).text

    assert f'value="{SECRET}"' in page
    assert "data:image/svg+xml" in page


def test_a_recovery_code_takes_the_place_of_the_device(client, sign_in, officer, give_password, is_signed_in):
    page = sign_in(officer).post("/account/second-factor/recovery-codes", data={"present": PASSWORD}).text
    give_password(client, officer.email)

    client.post("/account/second-factor", data={"code": CODE.findall(page)[0].lower()})

    assert is_signed_in(client)


def test_no_recovery_codes_are_made_without_the_password(sign_in, session, officer):
    sign_in(officer).post("/account/second-factor/recovery-codes", data={"present": "something else"})

    assert session.scalars(select(RecoveryCode)).all() == []


def test_without_a_device_there_are_no_recovery_codes(sign_in, trader):
    assert sign_in(trader).get("/account/second-factor/recovery-codes").location == "/account/second-factor/set-up"


def test_a_trader_removes_the_second_factor(sign_in, session, trader):
    trader.totp_secret = SECRET
    session.commit()

    sign_in(trader).post("/account/second-factor/remove", data={"present": PASSWORD})

    session.refresh(trader)
    assert trader.totp_secret is None


def test_an_officer_does_not_remove_it(sign_in, officer):
    assert sign_in(officer).post("/account/second-factor/remove", data={"present": PASSWORD}).status_code == 403


def test_the_demonstration_prints_the_code(client, officer, give_password, in_demonstration, is_signed_in):
    give_password(client, officer.email)
    page = client.get("/account/second-factor").text

    client.post("/account/second-factor", data={"code": re.search(r'id="demo-code">(\d{6})<', page)[1]})

    assert is_signed_in(client)


@pytest.mark.parametrize("page", ["/account/second-factor", "/account/second-factor/set-up"])
def test_outside_the_demonstration_no_code_is_printed(client, make, officer, give_password, page):
    who = officer if page == "/account/second-factor" else make.case_officer(password_hash=hashed_password())
    give_password(client, who.email)

    answer = client.get(page)

    assert answer.status_code == 200
    assert "demo-code" not in answer.text
