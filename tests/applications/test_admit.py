"""Admissibility: accepted, returned once, not accepted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.service import (
    ReturnedBefore,
    Unsaid,
    accept,
    answer_by,
    not_accept,
    send_back,
    starts_on,
    supply_by,
    take,
)
from app.applications.states import LIFECYCLE, State
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.models import Event
from app.programme.rules import rules

OTHERS = [role for role in OfficerRole if role is not OfficerRole.CASE_OFFICER]
VERBS = {
    State.UNDER_ASSESSMENT: (accept, {}),
    State.RETURNED: (send_back, {"missing": "The site plan."}),
    State.NOT_ACCEPTED: (not_accept, {"reason": "Another authority is competent."}),
}


@pytest.fixture
def sent(make):
    return make.application(state=State.SUBMITTED)


def test_an_accepted_application_is_assessed_from_today(session, make, sent):
    officer = make.case_officer()

    accept(session, sent, by=officer)

    assert (sent.state, sent.accepted_on) == (State.UNDER_ASSESSMENT, clock.today())


def test_who_accepts_becomes_the_case_officer(session, make, sent):
    officer = make.case_officer()

    accept(session, sent, by=officer)

    assert sent.officer_id == officer.id


def test_who_accepts_a_case_taken_by_a_colleague_leaves_it_there(session, make, sent):
    colleague = make.case_officer()
    take(session, sent, by=colleague)

    accept(session, sent, by=make.case_officer())

    assert sent.officer_id == colleague.id


def test_the_history_holds_the_date_of_the_decision(session, make, sent):
    officer = make.case_officer()

    accept(session, sent, by=officer)

    event = session.scalars(select(Event).where(Event.case_id.is_not(None))).one()
    assert (event.kind, event.case_id, event.by_id) == (Kind.APPLICATION_ACCEPTED, sent.id, officer.id)
    assert event.facts["decide_by"] == (clock.today() + timedelta(days=rules().days.decide)).isoformat()


def test_an_application_answered_too_late_counts_as_accepted_from_the_day_it_was_sent(session, make):
    long_ago = clock.now() - timedelta(days=rules().days.accept + 1)
    sent = make.application(state=State.SUBMITTED, submitted_at=long_ago)

    accept(session, sent, by=make.case_officer())

    assert sent.accepted_on == long_ago.date()


def test_on_the_last_day_the_clock_still_starts_today(make):
    last_day = clock.now() - timedelta(days=rules().days.accept)
    sent = make.application(state=State.SUBMITTED, submitted_at=last_day)

    assert (answer_by(sent), starts_on(sent)) == (clock.today(), clock.today())


def test_a_returned_application_is_with_the_trader(session, make, sent):
    send_back(session, sent, by=make.case_officer(), missing=" The site plan. ")

    assert (sent.state, sent.returned_reason) == (State.RETURNED, "The site plan.")


def test_the_trader_has_the_time_of_the_programme_to_complete_it(session, make, sent):
    send_back(session, sent, by=make.case_officer(), missing="The site plan.")

    assert supply_by(sent) == clock.today() + timedelta(days=rules().days.supply_missing)
    assert session.scalars(select(Event).where(Event.case_id.is_not(None))).one().facts["due_on"] == supply_by(sent).isoformat()


def test_what_is_missing_is_asked_for_once(session, make, sent):
    send_back(session, sent, by=make.case_officer(), missing="The site plan.")
    sent.state = State.SUBMITTED
    session.commit()

    with pytest.raises(ReturnedBefore):
        send_back(session, sent, by=make.case_officer(), missing="And a photo.")


@pytest.mark.parametrize(("verb", "words"), [(send_back, {"missing": " "}), (not_accept, {"reason": "\n"})])
def test_the_trader_is_told_why(session, make, sent, verb, words):
    with pytest.raises(Unsaid):
        verb(session, sent, by=make.case_officer(), **words)


def test_an_application_that_is_not_accepted_is_closed(session, make, sent):
    not_accept(session, sent, by=make.case_officer(), reason="Another authority is competent.")

    assert sent.state is State.NOT_ACCEPTED
    assert sent.closed_at is not None
    assert (
        session.scalars(select(Event).where(Event.case_id.is_not(None))).one().facts["reason"]
        == "Another authority is competent."
    )


@pytest.mark.parametrize("then", VERBS)
@pytest.mark.parametrize("role", OTHERS)
def test_only_a_case_officer_answers_an_application(session, make, sent, then, role):
    verb, words = VERBS[then]

    with pytest.raises(NotAllowed):
        verb(session, sent, by=make.officer(role), **words)


@pytest.mark.parametrize("then", VERBS)
@pytest.mark.parametrize("state", list(State))
def test_only_from_a_state_that_allows_it(session, make, state, then):
    if LIFECYCLE.allows(state, then):
        return
    application = make.application(state=state)
    verb, words = VERBS[then]

    with pytest.raises(WrongState):
        verb(session, application, by=make.case_officer(), **words)
