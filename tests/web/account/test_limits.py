from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select

from app.core import clock
from app.core.limits import Counter
from app.history.models import Event

NOON = datetime(2026, 11, 24, 12, 0, 5, tzinfo=UTC)
BUSINESS = {
    "business": "Quay Ltd",
    "legal_form": "Ltd",
    "country": "ZZ",
    "tin": "ZZ1234567",
    "street": "1 Quay Road",
    "postcode": "1000",
    "city": "Exampleton",
}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture(autouse=True)
def at_noon():
    with clock.at(NOON):
        yield


def try_often(client, path, times, where=None, **data):
    return [client.post(path, data=data, environ_base=where or {}).status_code for _ in range(times)]


def test_after_ten_wrong_passwords_an_account_is_shut_for_its_neighbourhood(client, trader):
    codes = try_often(client, "/account/sign-in", 11, email=trader.email, password="wrong")

    assert codes == [200] * 10 + [429]


def test_the_person_still_signs_in_from_elsewhere(client, trader, give_password, is_signed_in):
    try_often(client, "/account/sign-in", 11, email=trader.email, password="wrong", where=ELSEWHERE)

    give_password(client, trader.email)

    assert is_signed_in(client)


def test_who_is_refused_learns_when_to_come_back(client, trader):
    try_often(client, "/account/sign-in", 10, email=trader.email, password="wrong")

    answer = client.post("/account/sign-in", data={"email": trader.email, "password": "wrong"})

    assert answer.headers["Retry-After"] == "895"
    assert "Try again in 15 minutes" in answer.text


def test_an_account_nobody_has_is_shut_the_same_way(client):
    codes = try_often(client, "/account/sign-in", 11, email="nobody@example.com", password="wrong")

    assert codes == [200] * 10 + [429]


def test_the_right_password_starts_the_count_anew(client, trader, give_password):
    for _ in range(2):
        assert try_often(client, "/account/sign-in", 9, email=trader.email, password="wrong") == [200] * 9
        assert give_password(client, trader.email).status_code == 303
        client.post("/account/sign-out")


def test_a_counter_holds_no_address_of_a_person(client, session, trader, give_password):
    give_password(client, trader.email, "wrong")

    assert not [key for key in session.scalars(select(Counter.key)) if "ada" in key]


def test_ten_wrong_codes_are_enough(client, officer, give_password):
    give_password(client, officer.email)

    codes = try_often(client, "/account/second-factor", 11, code="000000")

    assert codes == [200] * 10 + [429]
    assert client.post("/account/second-factor", data={"code": pyotp.TOTP(officer.totp_secret).at(NOON)}).status_code == 429


def test_five_links_an_hour_are_enough_for_one_account(client, session, trader):
    before = len(session.scalars(select(Event)).all())

    codes = try_often(client, "/account/forgotten", 6, email=trader.email)

    assert codes == [200] * 5 + [429]
    assert len(session.scalars(select(Event)).all()) == before + 5


def test_no_address_asks_for_links_without_end(client):
    codes = [client.post("/account/forgotten", data={"email": f"person{n}@example.com"}).status_code for n in range(21)]

    assert codes == [200] * 20 + [429]


def test_the_link_to_confirm_is_sent_again_five_times_an_hour(sign_in, session, trader):
    trader.email_confirmed_at = None
    session.commit()

    assert try_often(sign_in(trader), "/account/confirmation", 6) == [303] * 5 + [429]


def test_patience_does_not_help_to_guess_a_code(client, session, officer, give_password):
    def guesses(times):
        give_password(client, officer.email)
        return try_often(client, "/account/second-factor", times, code="ABCD-EFGH-JKMN")

    for quarter in range(6):
        with clock.at(NOON + quarter * timedelta(minutes=15)):
            assert guesses(10) == [200] * 10
    with clock.at(NOON + timedelta(hours=3)):
        assert guesses(1) == [429]

        officer.session_epoch += 1  # as with a new password
        session.commit()
        assert guesses(1) == [200]


def test_one_person_registers_ten_businesses_a_day(sign_in, trader):
    codes = try_often(sign_in(trader), "/account/register", 11, **BUSINESS)

    assert codes == [303] + [200] * 9 + [429]
