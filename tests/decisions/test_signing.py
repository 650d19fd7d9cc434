"""What may have happened between the proposal and the signature, and the day from which the letter counts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.applications.service import withdraw as withdraw_application
from app.assessment import progress
from app.assessment.service import Judgement, find, rate
from app.core import clock
from app.core.errors import Invalid, NotAllowed, WrongState
from app.criteria.words import Result
from app.decisions.service import (
    NotNow,
    NotReady,
    close_open,
    decide,
    open_decision_letter,
    open_hearing,
    propose,
    propose_on_application,
    withdraw,
)
from app.decisions.states import LIFECYCLE, Ground, Measure, State
from app.history.kinds import Kind as Happened
from app.history.models import Event
from app.programme.rules import rules
from app.programme.words import AuthorisationType


@pytest.fixture
def application(session, make):
    """A broker's application for customs simplifications, every criterion met."""
    application = make.case(make.operator(roles=["BRK"], modes=[]), types=["aeoc"])
    for item in progress.of(session, application).items:
        make.rating(application, item.criterion.code, place=item.place)
    return application


@pytest.fixture
def grant(session, make, application):
    return proposal(session, make, application)


def proposal(session, make, application, asked=AuthorisationType.AEOC):
    given = {"by": make.case_officer(), "asked": asked, "ground": Ground.CRITERIA_MET, "reasons": "All met."}
    return propose_on_application(session, application, Measure.GRANT, **given)


def suspension(session, make):
    authorisation = make.authorisation()
    return propose(
        session,
        authorisation,
        Measure.SUSPEND,
        by=make.case_officer(),
        ground=Ground.SECURITY_RISK,
        reasons="Two gates stand open.",
    )


def test_nothing_is_granted_that_was_rated_anew_as_unmet(session, make, application, grant):
    before = find(session, application, "A.1", "")
    rate(session, application, "A.1", Judgement(Result.NOT_MET, "A new decision."), by=make.auditor(), version=before.version)

    with pytest.raises(NotReady):
        decide(session, grant, by=make.decision_maker())


def test_nothing_is_decided_about_an_application_that_was_withdrawn(session, make, application, grant):
    withdraw_application(session, application, by=make.signatory(application.operator))

    with pytest.raises(NotNow):
        decide(session, grant, by=make.decision_maker())


def test_nor_is_anybody_heard_about_it(session, make, application):
    given = {
        "by": make.case_officer(),
        "asked": AuthorisationType.AEOC,
        "ground": Ground.COMPLIANCE,
        "reasons": "Late declarations.",
    }
    refusal = propose_on_application(session, application, Measure.REFUSE, **given)
    withdraw_application(session, application, by=make.signatory(application.operator))

    with pytest.raises(NotNow):
        open_hearing(session, refusal, by=make.case_officer())


def test_what_was_proposed_lapses_with_the_application(session, make, application, grant):
    close_open(session, application)
    close_open(session, application)

    assert grant.state is State.WITHDRAWN
    told = session.scalars(select(Event).where(Event.kind == Happened.PROPOSAL_WITHDRAWN)).one()
    assert (told.about_id, told.by_id, told.facts["reason"]) == (grant.id, None, "The application was withdrawn.")


def test_an_authorisation_that_was_not_asked_for_is_not_proposed(session, make, application):
    with pytest.raises(NotNow, match="does not ask"):
        proposal(session, make, application, AuthorisationType.AEOS)


def test_who_sends_back_says_why(session, make, grant):
    with pytest.raises(Invalid) as refused:
        withdraw(session, grant, by=make.decision_maker(), reason=" ")

    assert refused.value.field == "reason"


def test_the_reason_is_kept_as_it_is_read(session, make, grant):
    withdraw(session, grant, by=make.decision_maker(), reason=" Say more about B.4.\n")

    told = session.scalars(select(Event).where(Event.kind == Happened.PROPOSAL_WITHDRAWN)).one()
    assert told.facts["reason"] == "Say more about B.4."


def test_another_case_officer_does_not_take_back_the_proposal(session, make, grant):
    with pytest.raises(NotAllowed):
        withdraw(session, grant, by=make.case_officer(), reason="Not mine.")


@pytest.mark.parametrize("state", [state for state in State if not LIFECYCLE.allows(state, State.DECIDED)])
def test_a_proposal_is_decided_once(session, make, state):
    signed = {"decided_at": clock.now(), "decided_by_id": make.decision_maker().id} if state is State.DECIDED else {}
    decision = make.decision(make.authorisation(), ground=Ground.SECURITY_RISK, state=state, **signed)

    with pytest.raises(WrongState):
        decide(session, decision, by=make.decision_maker())


def test_a_decision_is_served_at_the_latest_on_the_day_of_the_programme(session, make):
    decision = suspension(session, make)

    decide(session, decision, by=make.decision_maker())

    assert decision.served_on == clock.today() + timedelta(days=rules().days.served_at_latest)


def test_a_decision_opened_is_served_that_day(session, make):
    decision = suspension(session, make)
    decide(session, decision, by=make.decision_maker())

    open_decision_letter(session, decision, by=make.signatory(decision.operator))

    assert decision.served_on == clock.today()
    served = select(Event).where(Event.kind == Happened.LETTER_SERVED, Event.about_id == decision.id)
    assert len(session.scalars(served).all()) == 1


def test_opening_a_decision_again_serves_nothing(session, make):
    decision = suspension(session, make)
    decide(session, decision, by=make.decision_maker())
    for days in (0, 3):
        with clock.at(clock.now() + timedelta(days=days)):
            open_decision_letter(session, decision, by=make.signatory(decision.operator))

    served = select(Event).where(Event.kind == Happened.LETTER_SERVED)
    assert len(session.scalars(served).all()) == 1


def test_who_only_looks_on_does_not_serve_a_decision(session, make):
    decision = suspension(session, make)
    decide(session, decision, by=make.decision_maker())

    with pytest.raises(NotAllowed):
        open_decision_letter(session, decision, by=make.member(decision.operator, MembershipRole.VIEWER))


def test_an_officer_who_reads_a_decision_does_not_serve_it(session, make):
    decision = suspension(session, make)
    decide(session, decision, by=make.decision_maker())

    with pytest.raises(NotAllowed):
        open_decision_letter(session, decision, by=make.case_officer())


def test_a_proposal_cannot_be_opened_as_a_decision(session, make):
    decision = suspension(session, make)

    with pytest.raises(WrongState):
        open_decision_letter(session, decision, by=make.signatory(decision.operator))
