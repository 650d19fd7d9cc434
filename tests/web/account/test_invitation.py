import pytest
from sqlalchemy import select

from app.accounts import links
from app.accounts.models import User
from app.accounts.words import InvitationState, MembershipRole

STRONG = "four words put together"


@pytest.fixture
def business(make):
    return make.operator(name="Quay & Sons")


@pytest.fixture
def invitation(make, business):
    return make.invitation(business, email="bo@example.com", name="Bo Clerk")


@pytest.fixture
def link(app, invitation):
    return links.invitation_url(invitation).removeprefix(app.config["SETTINGS"].base_url)


def test_the_link_says_who_invites_to_what(client, invitation, link):
    page = client.get(link).text

    assert "Quay &amp; Sons invites you" in page
    assert "as contributor" in page
    assert 'value="Bo Clerk"' in page


def test_a_new_person_joins_and_is_in(client, session, business, link):
    client.post(link, data={"name": "Bo Clerk", "password": STRONG})

    bo = session.scalars(select(User).where(User.email == "bo@example.com")).one()
    assert bo.role_in(business.id) is MembershipRole.CONTRIBUTOR
    assert "Bo Clerk (you)" in client.get("/operator/people").text


def test_a_weak_password_is_refused_and_the_name_kept(client, link):
    page = client.post(link, data={"name": "Bo B. Clerk", "password": "short"}).text

    assert 'href="#password"' in page
    assert 'value="Bo B. Clerk"' in page


def test_who_has_an_account_signs_in_first(client, make, link):
    make.user(email="bo@example.com")

    page = client.get(link).text

    assert f"/account/sign-in?next={link}" in page
    assert "password you choose" not in page


def test_nobody_takes_over_an_account_by_an_invitation(client, session, make, link):
    bo = make.user(email="bo@example.com", password_hash="unchanged")

    client.post(link, data={"name": "Eve", "password": STRONG})

    session.refresh(bo)
    assert bo.password_hash == "unchanged"


def test_who_is_signed_in_accepts(sign_in, session, make, business, invitation, link):
    bo = make.signatory(make.operator(), email="bo@example.com")
    browser = sign_in(bo)
    assert "Accept" in browser.get(link).text

    browser.post(link)

    session.expire_all()
    assert invitation.state is InvitationState.ACCEPTED
    assert bo.role_in(business.id) is MembershipRole.CONTRIBUTOR
    assert "Quay &amp; Sons" in browser.get("/operator/people").text


def test_another_person_is_told_whose_it_is(sign_in, session, make, invitation, link):
    browser = sign_in(make.signatory(make.operator(), email="eve@example.com"))

    assert "The invitation is for bo@example.com" in browser.get(link).text
    assert browser.post(link).status_code == 403


def test_the_link_works_once(client, app, link):
    client.post(link, data={"name": "Bo Clerk", "password": STRONG})

    assert app.test_client().get(link).status_code == 410


def test_a_withdrawn_invitation_opens_nothing(client, session, invitation, link):
    invitation.state = InvitationState.WITHDRAWN
    session.commit()

    answer = client.get(link)

    assert answer.status_code == 410
    assert "Quay" not in answer.text
