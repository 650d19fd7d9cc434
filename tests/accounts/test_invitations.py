from datetime import timedelta

import pytest

from app.accounts.service import accept_invitation, invite, join, withdraw_invitation
from app.accounts.states import LIFECYCLE
from app.accounts.words import InvitationState, MembershipRole
from app.core import clock
from app.core.errors import Invalid, NotAllowed, WrongState
from app.core.names import NoName
from app.history.kinds import Kind
from app.history.service import recorded

STRONG = "four words put together"
MEMBER, SIGNATORY = MembershipRole.CONTRIBUTOR, MembershipRole.SIGNATORY


@pytest.fixture
def business(make):
    return make.operator()


@pytest.fixture
def signatory(make, business):
    return make.signatory(business)


def invite_bo(session, business, by, role=MEMBER, email="Bo@Example.com"):
    return invite(session, business.id, by=by, name="Bo Clerk", email=email, role=role)


def test_a_colleague_is_invited_for_seven_days(session, business, signatory):
    invitation = invite_bo(session, business, signatory)

    assert (invitation.email, invitation.state) == ("bo@example.com", InvitationState.OPEN)
    assert invitation.expires_at - invitation.invited_at == pytest.approx(timedelta(days=7), abs=timedelta(seconds=1))


def test_the_history_of_the_business_tells_of_the_invitation(session, business, signatory):
    invitation = invite_bo(session, business, signatory)

    (event,) = recorded(session)
    assert (event.kind, event.operator_id, event.about_id) == (Kind.PERSON_INVITED, business.id, invitation.id)
    assert event.facts == {"role": "contributor"}


def test_only_a_signatory_invites_a_signatory(session, make, business):
    administrator = make.member(business, MembershipRole.ADMINISTRATOR)

    with pytest.raises(NotAllowed, match="Only a signatory"):
        invite_bo(session, business, administrator, SIGNATORY)


def test_nobody_is_invited_twice_at_once(session, business, signatory):
    invite_bo(session, business, signatory)

    with pytest.raises(Invalid, match="open invitation"):
        invite_bo(session, business, signatory)


def test_an_invitation_that_has_grown_old_gives_way(session, make, business, signatory):
    old = make.invitation(business, email="bo@example.com", expires_at=clock.now() - timedelta(seconds=1))

    invite_bo(session, business, signatory)

    assert old.state is InvitationState.WITHDRAWN


def test_who_works_for_the_business_is_not_invited(session, make, business, signatory):
    make.member(business, email="bo@example.com")

    with pytest.raises(Invalid, match="already"):
        invite_bo(session, business, signatory)


def test_who_has_left_may_be_invited_again(session, make, business, signatory):
    gone = make.member(business, email="bo@example.com")
    gone.memberships[0].until_on = clock.today()
    session.commit()

    assert invite_bo(session, business, signatory).state is InvitationState.OPEN


def test_an_invitation_is_withdrawn(session, make, business, signatory):
    invitation = make.invitation(business)

    withdraw_invitation(session, invitation, by=signatory)

    assert invitation.state is InvitationState.WITHDRAWN
    assert [event.kind for event in recorded(session)] == [Kind.INVITATION_WITHDRAWN]


def test_a_contributor_withdraws_none(session, make, business):
    with pytest.raises(NotAllowed):
        withdraw_invitation(session, make.invitation(business), by=make.member(business))


def test_a_person_with_an_account_accepts(session, make, business):
    bo = make.user(email="bo@example.com")
    invitation = make.invitation(business, email=bo.email, role=MembershipRole.VIEWER)

    accept_invitation(session, invitation, by=bo)

    assert bo.role_in(business.id) is MembershipRole.VIEWER
    assert (invitation.state, invitation.accepted_by_id) == (InvitationState.ACCEPTED, bo.id)
    (event,) = recorded(session)
    assert (event.kind, event.operator_id, event.by_id) == (Kind.INVITATION_ACCEPTED, business.id, bo.id)


def test_an_invitation_is_only_for_its_address(session, make, business):
    with pytest.raises(NotAllowed, match="is for"):
        accept_invitation(session, make.invitation(business), by=make.user())


def test_an_officer_of_customs_acts_for_no_business(session, make, business):
    officer = make.case_officer(email="cara@customs.example")

    with pytest.raises(NotAllowed):
        accept_invitation(session, make.invitation(business, email=officer.email), by=officer)


def test_an_invitation_that_has_grown_old_is_not_accepted(session, make, business):
    bo = make.user(email="bo@example.com")
    invitation = make.invitation(business, email=bo.email, expires_at=clock.now() - timedelta(seconds=1))

    with pytest.raises(WrongState, match="too old"):
        accept_invitation(session, invitation, by=bo)


@pytest.mark.parametrize("state", [s for s in InvitationState if not LIFECYCLE.allows(s, InvitationState.ACCEPTED)])
def test_only_an_open_invitation_is_accepted(session, make, business, state):
    bo = make.user(email="bo@example.com")

    with pytest.raises(WrongState):
        accept_invitation(session, make.invitation(business, email=bo.email, state=state), by=bo)


@pytest.mark.parametrize("state", [s for s in InvitationState if not LIFECYCLE.allows(s, InvitationState.WITHDRAWN)])
def test_only_an_open_invitation_is_withdrawn(session, make, business, signatory, state):
    with pytest.raises(WrongState):
        withdraw_invitation(session, make.invitation(business, state=state), by=signatory)


def test_a_new_person_joins_with_a_confirmed_address(session, make, business):
    invitation = make.invitation(business, email="bo@example.com")

    bo = join(session, invitation, name="Bo Clerk", password=STRONG)

    assert bo.email == "bo@example.com"
    assert bo.email_confirmed_at is not None
    assert bo.role_in(business.id) is MEMBER


def test_who_has_an_account_does_not_make_another(session, make, business):
    invitation = make.invitation(business, email=make.user().email)

    with pytest.raises(Invalid, match="There is an account"):
        join(session, invitation, name="Bo Clerk", password=STRONG)


def test_nobody_is_invited_under_a_name_that_is_an_address(session, business, signatory):
    with pytest.raises(NoName):
        invite(session, business.id, by=signatory, name="Prizes at https://evil.example", email="bo@example.com", role=MEMBER)
