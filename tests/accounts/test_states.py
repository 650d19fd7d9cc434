from app.accounts.states import LIFECYCLE
from app.accounts.words import InvitationState


def test_every_state_of_an_invitation_is_reached_from_open():
    assert set(LIFECYCLE.steps) == set(InvitationState)
    assert LIFECYCLE.steps[InvitationState.OPEN] == frozenset(InvitationState) - {InvitationState.OPEN}


def test_an_answered_invitation_stays_as_it_is():
    assert LIFECYCLE.steps[InvitationState.ACCEPTED] == LIFECYCLE.steps[InvitationState.WITHDRAWN] == frozenset()
