import pytest
from sqlalchemy import select

from app.accounts import links
from app.history.kinds import Kind
from app.history.models import Event


@pytest.fixture
def newcomer(make):
    return make.signatory(make.operator(), email="bo@example.com", email_confirmed_at=None)


@pytest.fixture
def link(app, newcomer):
    return links.confirm_url(newcomer).removeprefix(app.config["SETTINGS"].base_url)


def test_until_it_is_confirmed_there_is_nothing_else_to_see(sign_in, newcomer):
    browser = sign_in(newcomer)

    assert browser.get("/operator/people").location == "/account/confirmation"
    assert browser.post("/operator/people/invite").location == "/account/confirmation"
    assert newcomer.email in browser.get("/account/confirmation").text


def test_the_link_is_sent_again(sign_in, session, newcomer):
    sign_in(newcomer).post("/account/confirmation")

    assert Kind.CONFIRMATION_ASKED in session.scalars(select(Event.kind)).all()


def test_opening_the_link_changes_nothing(client, session, newcomer, link):
    assert newcomer.email in client.get(link).text

    session.refresh(newcomer)
    assert newcomer.email_confirmed_at is None


def test_the_button_behind_the_link_confirms(client, session, newcomer, link):
    answer = client.post(link)

    assert answer.location == "/account/sign-in"
    session.refresh(newcomer)
    assert newcomer.email_confirmed_at is not None


def test_who_is_signed_in_goes_on_to_the_business(sign_in, newcomer, link):
    browser = sign_in(newcomer)

    browser.post(link)

    assert browser.get("/operator/people").status_code == 200


def test_the_link_works_once(client, link):
    client.post(link)

    answer = client.get(link)
    assert answer.status_code == 410
    assert "Your e-mail address is confirmed" in answer.text


def test_a_confirmed_person_is_not_asked(sign_in, trader):
    assert sign_in(trader).get("/account/confirmation").status_code == 302
