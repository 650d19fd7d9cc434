import pytest

from app.accounts import links, passwords
from tests.makers import PASSWORD

STRONG = "four words put together"


@pytest.fixture
def link(app, trader):
    return links.reset_url(trader).removeprefix(app.config["SETTINGS"].base_url)


def test_the_answer_does_not_tell_whether_there_is_such_an_account(client, trader):
    known = client.post("/account/forgotten", data={"email": trader.email})
    unknown = client.post("/account/forgotten", data={"email": "nobody@example.com"})

    assert known.status_code == unknown.status_code == 200
    assert known.text.replace(trader.email, "") == unknown.text.replace("nobody@example.com", "")


def test_what_is_no_address_is_asked_for_again(client):
    page = client.post("/account/forgotten", data={"email": "ada"}).text

    assert 'href="#email"' in page
    assert 'value="ada"' in page


def test_a_new_password_is_set_by_the_link(client, session, trader, link, give_password, is_signed_in):
    answer = client.post(link, data={"password": STRONG})

    assert answer.location == "/account/sign-in"
    assert not is_signed_in(client)
    give_password(client, trader.email, STRONG)
    assert is_signed_in(client)


def test_opening_the_link_changes_nothing(client, session, trader, link):
    assert client.get(link).status_code == 200

    session.refresh(trader)
    assert passwords.fits(trader.password_hash, PASSWORD)


def test_the_link_works_once(client, trader, link):
    client.post(link, data={"password": STRONG})

    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": "another four words"}).status_code == 410


def test_a_weak_password_is_refused_and_the_link_still_works(client, link):
    assert 'href="#password"' in client.post(link, data={"password": "short"}).text

    assert client.post(link, data={"password": STRONG}).status_code == 303


def test_a_reset_ends_every_session(client, sign_in, trader, link, is_signed_in):
    browser = sign_in(trader)

    client.post(link, data={"password": STRONG})

    assert not is_signed_in(browser)


def test_a_changed_password_ends_all_other_sessions(sign_in, trader, is_signed_in):
    here, there = sign_in(trader), sign_in(trader)

    answer = here.post("/account/password", data={"present": PASSWORD, "password": STRONG})

    assert answer.location == "/account/profile"
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_the_present_password_is_asked_for(sign_in, session, trader):
    page = sign_in(trader).post("/account/password", data={"present": "something else", "password": STRONG}).text

    assert 'href="#present"' in page
    session.refresh(trader)
    assert trader.session_epoch == 0


def test_nobody_changes_a_password_without_being_signed_in(client):
    assert client.get("/account/password").location == "/account/sign-in?next=/account/password"
    assert client.post("/account/password", data={"present": PASSWORD, "password": STRONG}).location == "/account/sign-in"
