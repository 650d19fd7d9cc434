from datetime import UTC, datetime, timedelta

import pytest

from app.accounts import links
from app.accounts.service import accept_invitation, confirm_email, reset_password, withdraw_invitation
from app.config import settings
from app.core import clock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STRONG = "four words put together"


def token_of(url):
    return url.rsplit("/", 1)[-1]


@pytest.fixture
def person(make):
    return make.user(email_confirmed_at=None)


def test_a_link_begins_at_the_address_of_the_portal(person):
    assert links.reset_url(person).startswith(f"{settings().base_url}/account/reset/")


def test_a_link_leads_to_its_person(session, person):
    assert links.confirming(session, token_of(links.confirm_url(person))) is person
    assert links.resetting(session, token_of(links.reset_url(person))) is person


def test_a_link_leads_to_its_invitation(session, make):
    invitation = make.invitation(make.operator())

    assert links.inviting(session, token_of(links.invitation_url(invitation))) is invitation


@pytest.mark.parametrize(
    ("url", "opens", "lasts"),
    [(links.confirm_url, links.confirming, timedelta(days=7)), (links.reset_url, links.resetting, timedelta(hours=1))],
)
def test_a_link_grows_old(session, person, url, opens, lasts):
    with clock.at(NOON):
        token = token_of(url(person))

    with clock.at(NOON + lasts):
        assert opens(session, token) is person
    with clock.at(NOON + lasts + timedelta(seconds=1)), pytest.raises(links.DeadLink, match="too old"):
        opens(session, token)


def test_an_invitation_grows_old(session, make):
    invitation = make.invitation(make.operator())
    with clock.at(NOON):
        token = token_of(links.invitation_url(invitation))

    with clock.at(NOON + timedelta(days=7, seconds=1)), pytest.raises(links.DeadLink, match="too old"):
        links.inviting(session, token)


def test_a_link_confirms_once(session, person):
    token = token_of(links.confirm_url(person))
    confirm_email(session, person)

    with pytest.raises(links.DeadLink, match="has been used"):
        links.confirming(session, token)


def test_a_link_sets_a_password_once(session, person):
    token = token_of(links.reset_url(person))
    reset_password(session, person, password=STRONG)

    with pytest.raises(links.DeadLink, match="has been used"):
        links.resetting(session, token)


def test_the_link_of_somebody_who_has_left_is_dead(session, person):
    token = token_of(links.reset_url(person))
    person.ended_at = clock.now()

    with pytest.raises(links.DeadLink):
        links.resetting(session, token)


def test_an_accepted_invitation_opens_nothing(session, make):
    bo = make.user(email="bo@example.com")
    invitation = make.invitation(make.operator(), email=bo.email)
    token = token_of(links.invitation_url(invitation))
    accept_invitation(session, invitation, by=bo)

    with pytest.raises(links.DeadLink):
        links.inviting(session, token)


def test_a_withdrawn_invitation_opens_nothing(session, make):
    business = make.operator()
    invitation = make.invitation(business)
    token = token_of(links.invitation_url(invitation))
    withdraw_invitation(session, invitation, by=make.signatory(business))

    with pytest.raises(links.DeadLink):
        links.inviting(session, token)


def test_a_link_is_good_for_one_purpose(session, person):
    with pytest.raises(links.DeadLink, match="not whole"):
        links.resetting(session, token_of(links.confirm_url(person)))


@pytest.mark.parametrize("token", ["", "x", "W10.x.y"])
def test_a_link_that_was_cut_says_so(session, token):
    with pytest.raises(links.DeadLink, match="not whole"):
        links.confirming(session, token)
