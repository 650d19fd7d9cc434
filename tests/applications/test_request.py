"""Requests for information: asked, answered once, withdrawn, read."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole, OfficerRole
from app.applications.questionnaire import NoLongerAsked
from app.applications.service import (
    NothingAsked,
    NothingSaid,
    WrongDueDate,
    answer_request,
    ask,
    latest_due,
    settle,
    withdraw_request,
)
from app.applications.states import RequestState, State
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.documents.models import Attachment
from app.history.kinds import Kind
from app.history.models import Event
from app.programme.rules import rules

READERS = [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR]
SOON = timedelta(days=10)


@pytest.fixture
def case(make):
    return make.case()


@pytest.fixture
def asked(make, case):
    return make.request(case)


@pytest.fixture
def contributor(make, case):
    return make.member(case.operator, MembershipRole.CONTRIBUTOR)


@pytest.mark.parametrize("role", [OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR])
def test_case_officers_and_auditors_ask(session, make, case, role):
    officer = make.officer(role)

    request = ask(session, case, by=officer, text=" Which seals? ", due_on=clock.today() + SOON)

    assert (request.text, request.state, request.asked_by_id) == ("Which seals?", RequestState.OPEN, officer.id)


def test_the_history_says_until_when(session, make, case):
    officer = make.case_officer()

    ask(session, case, by=officer, text="Which seals?", due_on=clock.today() + SOON)

    event = session.scalars(select(Event).where(Event.case_id.is_not(None))).one()
    assert (event.kind, event.case_id, event.by_id) == (Kind.INFORMATION_REQUESTED, case.id, officer.id)
    assert event.facts == {"number": 1, "due_on": (clock.today() + SOON).isoformat(), "keys": []}


def test_requests_of_a_case_are_numbered(session, make, case):
    make.request(case, number=1)

    request = ask(session, case, by=make.case_officer(), text="And the keys?", due_on=clock.today() + SOON)

    assert request.number == 2


def test_a_request_about_a_question_names_one_that_is_asked(session, make, case):
    with pytest.raises(NoLongerAsked):
        ask(session, case, by=make.case_officer(), text="?", due_on=clock.today() + SOON, keys=["Z.9.nothing"])


@pytest.mark.parametrize("days", [-1, 0, rules().days.request_at_most + 1])
def test_the_day_lies_ahead_and_within_what_the_programme_allows(session, make, case, days):
    with pytest.raises(WrongDueDate):
        ask(session, case, by=make.case_officer(), text="?", due_on=clock.today() + timedelta(days=days))


def test_the_last_day_allowed_can_be_set(session, make, case):
    assert ask(session, case, by=make.case_officer(), text="?", due_on=latest_due()).due_on == latest_due()


def test_a_request_says_something(session, make, case):
    with pytest.raises(NothingAsked):
        ask(session, case, by=make.case_officer(), text=" ", due_on=clock.today() + SOON)


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_does_not_ask(session, make, case, role):
    with pytest.raises(NotAllowed):
        ask(session, case, by=make.officer(role), text="?", due_on=clock.today() + SOON)


@pytest.mark.parametrize("state", [state for state in State if state is not State.UNDER_ASSESSMENT])
def test_information_is_asked_for_during_the_assessment(session, make, state):
    with pytest.raises(WrongState):
        ask(session, make.application(state=state), by=make.case_officer(), text="?", due_on=clock.today() + SOON)


def test_the_trader_answers_with_documents(session, make, case, asked, contributor):
    document = make.document(case.operator)

    answer_request(session, asked, by=contributor, reply="High security seals.", documents=[document])

    assert (asked.state, asked.reply, asked.answered_by_id) == (RequestState.ANSWERED, "High security seals.", contributor.id)
    attached = session.scalars(select(Attachment)).one()
    assert (attached.about_id, attached.document_id) == (asked.id, document.id)


def test_an_answer_may_be_documents_alone(session, make, case, asked, contributor):
    answer_request(session, asked, by=contributor, reply="", documents=[make.document(case.operator)])

    assert asked.state is RequestState.ANSWERED


def test_an_answer_says_something(session, asked, contributor):
    with pytest.raises(NothingSaid):
        answer_request(session, asked, by=contributor, reply=" ")


def test_an_answer_is_given_once(session, asked, contributor):
    answer_request(session, asked, by=contributor, reply="High security seals.")

    with pytest.raises(WrongState):
        answer_request(session, asked, by=contributor, reply="Others too.")


def test_a_late_answer_is_taken_too(session, make, case, contributor):
    late = make.request(case, due_on=clock.today() - SOON)

    answer_request(session, late, by=contributor, reply="Sorry for the delay.")

    assert late.state is RequestState.ANSWERED


def test_a_viewer_does_not_answer(session, make, case, asked):
    with pytest.raises(NotAllowed):
        answer_request(session, asked, by=make.member(case.operator, MembershipRole.VIEWER), reply="?")


@pytest.mark.parametrize("role", [MembershipRole.SIGNATORY, MembershipRole.ADMINISTRATOR])
def test_who_may_read_a_personal_answer_answers_about_it(session, make, case, role):
    personal = make.request(case, keys=["P.2.persons"])

    answer_request(session, personal, by=make.member(case.operator, role), reply="Born in 1970.")

    assert personal.state is RequestState.ANSWERED


def test_who_may_not_read_a_personal_answer_does_not_answer_about_it(session, make, case, contributor):
    with pytest.raises(NotAllowed):
        answer_request(session, make.request(case, keys=["G.2.fault", "P.2.persons"]), by=contributor, reply="Born in 1970.")


def test_another_business_does_not_answer(session, make, asked):
    with pytest.raises(NotAllowed):
        answer_request(session, asked, by=make.signatory(make.operator()), reply="?")


def test_after_the_decision_nobody_waits_for_an_answer(session, case, asked, contributor):
    case.state = State.DECIDED
    session.commit()

    with pytest.raises(WrongState):
        answer_request(session, asked, by=contributor, reply="Too late.")


def test_what_is_no_longer_needed_is_withdrawn(session, make, asked):
    withdraw_request(session, asked, by=make.auditor())

    assert asked.state is RequestState.WITHDRAWN
    assert session.scalars(select(Event).where(Event.case_id.is_not(None))).one().kind is Kind.REQUEST_WITHDRAWN


def test_an_answered_request_is_not_withdrawn(session, make, asked, contributor):
    answer_request(session, asked, by=contributor, reply="High security seals.")

    with pytest.raises(WrongState):
        withdraw_request(session, asked, by=make.case_officer())


def test_the_trader_does_not_withdraw_a_request(session, asked, contributor):
    with pytest.raises(NotAllowed):
        withdraw_request(session, asked, by=contributor)


def test_an_answer_that_was_read_says_so(session, make, asked, contributor):
    answer_request(session, asked, by=contributor, reply="High security seals.")

    settle(session, asked, by=make.case_officer())

    assert asked.settled_at is not None


def test_reading_it_again_changes_nothing(session, make, asked, contributor):
    answer_request(session, asked, by=contributor, reply="High security seals.")
    settle(session, asked, by=make.case_officer())
    first = asked.settled_at

    settle(session, asked, by=make.auditor())

    assert asked.settled_at == first


def test_what_is_not_answered_cannot_be_read(session, make, asked):
    with pytest.raises(WrongState):
        settle(session, asked, by=make.case_officer())


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_takes_nothing_off_the_desk(session, make, asked, role):
    with pytest.raises(NotAllowed):
        settle(session, asked, by=make.officer(role))
