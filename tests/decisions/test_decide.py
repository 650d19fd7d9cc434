from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.words import MembershipRole, OfficerRole
from app.authorisations.states import State as AuthorisationState
from app.authorisations.states import Status, status_on
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.decisions.service import (
    NotNow,
    SameEyes,
    StillHearing,
    WrongGround,
    WrongLength,
    decide,
    open_hearing,
    open_hearing_letter,
    propose,
    reply,
    withdraw,
)
from app.decisions.states import Ground, Measure, State
from app.history.kinds import Kind as Happened
from app.history.models import Event
from app.programme.rules import rules
from tests.hearings import replied


def suspension(session, make, authorisation=None, **values):
    """A suspension proposed by a case officer."""
    values = {"ground": Ground.COMPLIANCE, "reasons": "Late declarations."} | values
    by = values.pop("by", None) or make.case_officer()
    return propose(session, authorisation or make.authorisation(), Measure.SUSPEND, by=by, **values)


def test_an_urgent_suspension_takes_effect_when_a_second_officer_signs(session, make):
    decision = suspension(session, make, ground=Ground.SECURITY_RISK)

    decide(session, decision, by=make.decision_maker())

    assert decision.state is State.DECIDED
    assert decision.authorisation.status is Status.SUSPENDED


def test_who_proposed_may_not_decide(session, make):
    both = make.officer(OfficerRole.CASE_OFFICER, OfficerRole.DECISION_MAKER)
    decision = suspension(session, make, ground=Ground.SECURITY_RISK, by=both)

    with pytest.raises(SameEyes):
        decide(session, decision, by=both)


def test_the_database_holds_the_four_eyes_too(session, make):
    decision = suspension(session, make, ground=Ground.SECURITY_RISK)
    decision.state, decision.decided_at, decision.decided_by_id = State.DECIDED, clock.now(), decision.proposed_by_id

    with pytest.raises(IntegrityError, match="four_eyes"):
        session.flush()


def test_a_case_officer_does_not_decide(session, make):
    with pytest.raises(NotAllowed):
        decide(session, suspension(session, make, ground=Ground.SECURITY_RISK), by=make.case_officer())


def test_an_auditor_does_not_propose(session, make):
    with pytest.raises(NotAllowed):
        suspension(session, make, by=make.auditor())


def test_the_trader_is_heard_before_an_adverse_decision(session, make):
    with pytest.raises(WrongState, match="heard first"):
        decide(session, suspension(session, make), by=make.decision_maker())


def test_the_time_to_reply_has_to_pass(session, make):
    decision = suspension(session, make)
    open_hearing(session, decision, by=make.case_officer())

    with pytest.raises(StillHearing):
        decide(session, decision, by=make.decision_maker())


def test_a_reply_ends_the_waiting(session, make):
    decision = suspension(session, make)
    hearing = open_hearing(session, decision, by=make.case_officer())
    replied(session, hearing, by=make.signatory(decision.operator), text="We have put it right.")

    decide(session, decision, by=make.decision_maker())

    assert decision.authorisation.state is AuthorisationState.SUSPENDED


def test_without_a_reply_the_decision_follows_when_the_time_is_over(session, make):
    decision = suspension(session, make)
    hearing = open_hearing(session, decision, by=make.case_officer())

    with clock.at(clock.now() + timedelta(days=(hearing.due_on - clock.today()).days + 1)):
        decide(session, decision, by=make.decision_maker())

    assert decision.state is State.DECIDED


def test_a_letter_not_opened_is_served_on_the_latest_day(session, make):
    hearing = open_hearing(session, suspension(session, make), by=make.case_officer())

    assert hearing.served_on == clock.today() + timedelta(days=rules().days.served_at_latest)
    assert hearing.due_on == hearing.served_on + timedelta(days=rules().days.hearing)


def test_a_letter_opened_is_served_that_day(session, make):
    hearing = open_hearing(session, suspension(session, make), by=make.case_officer())

    open_hearing_letter(session, hearing, by=make.signatory(hearing.decision.operator))

    assert hearing.due_on == clock.today() + timedelta(days=rules().days.hearing)


@pytest.mark.parametrize("role", [MembershipRole.CONTRIBUTOR, MembershipRole.VIEWER])
def test_who_does_not_speak_for_the_business_serves_nothing_on_it(session, make, role):
    hearing = open_hearing(session, suspension(session, make), by=make.case_officer())

    with pytest.raises(NotAllowed, match="Only a signatory or an administrator"):
        open_hearing_letter(session, hearing, by=make.member(hearing.decision.operator, role))

    assert hearing.served_on > clock.today()


def test_opening_a_letter_again_does_not_start_the_time_again(session, make):
    hearing = open_hearing(session, suspension(session, make), by=make.case_officer())
    open_hearing_letter(session, hearing, by=make.signatory(hearing.decision.operator))
    due = hearing.due_on

    with clock.at(clock.now() + timedelta(days=3)):
        open_hearing_letter(session, hearing, by=make.signatory(hearing.decision.operator))

    assert hearing.due_on == due


def test_a_contributor_does_not_speak_for_the_business(session, make):
    hearing = open_hearing(session, suspension(session, make), by=make.case_officer())

    with pytest.raises(NotAllowed):
        reply(session, hearing, by=make.member(hearing.decision.operator), text="No.")


def test_nobody_replies_to_a_letter_that_is_not_open(session, make):
    hearing = open_hearing(session, suspension(session, make), by=make.case_officer())

    with pytest.raises(WrongState, match="Open the letter first"):
        reply(session, hearing, by=make.signatory(hearing.decision.operator), text="We have put it right.")


def test_one_reply_is_taken(session, make):
    hearing = open_hearing(session, suspension(session, make), by=make.case_officer())
    signatory = make.signatory(hearing.decision.operator)
    replied(session, hearing, by=signatory, text="We have put it right.")

    with pytest.raises(WrongState):
        reply(session, hearing, by=signatory, text="And another thing.")


def test_no_hearing_goes_before_an_urgent_suspension(session, make):
    with pytest.raises(WrongState):
        open_hearing(session, suspension(session, make, ground=Ground.SECURITY_RISK), by=make.case_officer())


def test_one_proposal_at_a_time(session, make):
    authorisation = make.authorisation()
    suspension(session, make, authorisation)

    with pytest.raises(NotNow):
        suspension(session, make, authorisation)


def test_whoever_was_heard_is_told_that_nothing_comes_of_it(session, make):
    decision = suspension(session, make)
    hearing = open_hearing(session, decision, by=make.case_officer())

    withdraw(session, decision, by=make.decision_maker(), reason="The reply convinced.")

    told = session.scalars(select(Event).where(Event.about_id == hearing.id, Event.kind == Happened.HEARING_WITHDRAWN)).one()
    assert told.facts == {"type": decision.type}, "why is between officers"


def test_whoever_was_not_heard_is_told_nothing(session, make):
    decision = suspension(session, make)

    withdraw(session, decision, by=make.decision_maker(), reason="The reasons do not carry it.")

    assert session.scalars(select(Event).where(Event.kind == Happened.HEARING_WITHDRAWN)).all() == []


def test_a_withdrawn_proposal_makes_room_for_another(session, make):
    authorisation = make.authorisation()
    decision = suspension(session, make, authorisation)

    withdraw(session, decision, by=make.decision_maker(), reason="The reasons do not carry it.")

    assert suspension(session, make, authorisation).state is State.PROPOSED


def test_a_suspension_with_an_end_ends_by_itself(session, make):
    until = clock.today() + timedelta(days=20)
    decision = suspension(session, make, ground=Ground.OWN_REQUEST, days=20)
    decide(session, decision, by=make.decision_maker())

    assert status_on(decision.authorisation, until - timedelta(days=1)) is Status.SUSPENDED
    assert status_on(decision.authorisation, until) is Status.VALID


@pytest.mark.parametrize(
    ("ground", "days"), [(Ground.SUSPICION, None), (Ground.SUSPICION, 31), (Ground.TIME_TO_CURE, None), (Ground.OWN_REQUEST, 0)]
)
def test_a_suspension_keeps_to_the_length_of_its_ground(session, make, ground, days):
    with pytest.raises(WrongLength) as refusal:
        suspension(session, make, ground=ground, days=days)

    assert refusal.value.field == "days"


def test_a_suspension_on_suspicion_lasts_its_days_however_long_the_trader_was_heard(session, make):
    decision = suspension(session, make, ground=Ground.SUSPICION, days=30)
    hearing = open_hearing(session, decision, by=make.case_officer())

    with clock.at(clock.now() + (hearing.due_on - clock.today()) + timedelta(days=1)):
        decide(session, decision, by=make.decision_maker())

        assert decision.authorisation.status is Status.SUSPENDED
        assert decision.ends_on == decision.authorisation.suspended_until == clock.today() + timedelta(days=30)


def test_a_ground_has_to_carry_the_decision(session, make):
    with pytest.raises(WrongGround):
        suspension(session, make, ground=Ground.CRITERIA_MET)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Measure.SUSPEND, AuthorisationState.SUSPENDED),
        (Measure.REINSTATE, AuthorisationState.GRANTED),
        (Measure.SUSPEND, AuthorisationState.REVOKED),
        (Measure.REINSTATE, AuthorisationState.REVOKED),
        (Measure.REVOKE, AuthorisationState.REVOKED),
    ],
)
def test_only_from_a_state_that_allows_it(session, make, kind, state):
    grounds = {Measure.SUSPEND: Ground.COMPLIANCE, Measure.REINSTATE: Ground.MEASURES_VERIFIED, Measure.REVOKE: Ground.COMPLIANCE}
    with pytest.raises(WrongState):
        propose(session, make.authorisation(state=state), kind, by=make.case_officer(), ground=grounds[kind], reasons="-")


def test_a_reinstated_authorisation_is_valid_at_once(session, make):
    authorisation = make.authorisation(state=AuthorisationState.SUSPENDED)
    decision = propose(
        session,
        authorisation,
        Measure.REINSTATE,
        by=make.case_officer(),
        ground=Ground.MEASURES_VERIFIED,
        reasons="Seal log kept since.",
    )

    decide(session, decision, by=make.decision_maker())

    assert authorisation.status is Status.VALID


def test_a_revocation_at_the_holders_request_needs_no_hearing(session, make):
    authorisation = make.authorisation()
    decision = propose(
        session, authorisation, Measure.REVOKE, by=make.case_officer(), ground=Ground.OWN_REQUEST, reasons="Asked for."
    )

    decide(session, decision, by=make.decision_maker())

    assert authorisation.status is Status.REVOKED


def test_the_history_tells_who_decided_and_why(session, make):
    decider = make.decision_maker()
    decision = suspension(session, make, ground=Ground.SECURITY_RISK)

    decide(session, decision, by=decider)

    event = session.scalars(select(Event).where(Event.kind == Happened.AUTHORISATION_SUSPENDED)).one()
    assert (event.by_id, event.facts["reasons"]) == (decider.id, "Late declarations.")
