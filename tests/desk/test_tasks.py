"""What comes next in a case, from where it stands."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.applications.states import State
from app.assessment.clock import Holder
from app.decisions.states import Ground, Measure
from app.decisions.states import State as DecisionState
from app.desk.situation import Asked, Proposed, Situation, Visit
from app.desk.tasks import tasks
from app.desk.words import Task
from app.programme.rules import rules
from app.programme.words import AuthorisationType

TODAY = date(2026, 11, 24)
ACCEPTED = date(2026, 9, 7)
LEGAL = date(2027, 1, 25)
PACE = rules().pace
LEAD, PROPOSER = uuid4(), uuid4()
CASE = Situation(State.UNDER_ASSESSMENT, LEGAL, accepted_on=ACCEPTED, to_rate=62, rated=39)
RATED = replace(CASE, rated=62)


def days(number):
    return timedelta(days=number)


def visit(starts, ends=None, *, is_reported=False):
    return Visit(uuid4(), TODAY + days(starts), TODAY + days(starts if ends is None else ends), LEAD, is_reported)


def proposed(type=AuthorisationType.AEOC, kind=Measure.GRANT, ground=Ground.CRITERIA_MET, state=DecisionState.PROPOSED, **dates):
    return Proposed(uuid4(), type, kind, ground, state, TODAY - days(2), PROPOSER, **dates)


def refusal(state, **dates):
    return proposed(kind=Measure.REFUSE, ground=Ground.CRITERIA_NOT_MET, state=state, **dates)


def texts(case):
    return [todo.text for todo in tasks(case, TODAY)]


def test_an_application_that_was_sent_is_answered_by_the_legal_date():
    [todo] = tasks(Situation(State.SUBMITTED, LEGAL), TODAY)

    assert (todo.task, todo.due_on, todo.who) == (Task.ADMIT, LEGAL, Holder.CUSTOMS)


def test_a_returned_application_waits_for_the_trader():
    [todo] = tasks(Situation(State.RETURNED, LEGAL), TODAY)

    assert (todo.task, todo.who) == (Task.COMPLETE, Holder.TRADER)


@pytest.mark.parametrize("state", [State.DRAFT, State.NOT_ACCEPTED, State.DECIDED, State.WITHDRAWN])
def test_nothing_is_left_of_a_closed_case(state):
    assert tasks(Situation(state, LEGAL), TODAY) == []


def test_first_the_criteria_are_rated_and_the_visit_is_planned():
    assert texts(CASE) == ["Rate 23 criteria", "Plan the visit"]
    assert {todo.due_on for todo in tasks(CASE, TODAY)} == {ACCEPTED + days(PACE.plan_visit)}


def test_one_criterion_left_is_said_as_one():
    assert texts(replace(CASE, rated=61))[0] == "Rate the last criterion"


def test_until_the_visit_its_day_sets_the_pace():
    case = replace(CASE, visits=(visit(8),))

    assert texts(case) == ["Rate 23 criteria", "Visit the sites"]
    assert {todo.due_on for todo in tasks(case, TODAY)} == {TODAY + days(8)}


def test_after_the_visit_its_lead_writes_the_report():
    first = tasks(replace(CASE, visits=(visit(-9, -8),)), TODAY)[0]

    assert (first.task, first.only) == (Task.REPORT, LEAD)
    assert first.due_on == TODAY - days(8) + days(PACE.write_report)


def test_on_the_last_day_of_the_visit_no_report_is_due():
    assert Task.REPORT not in {todo.task for todo in tasks(replace(CASE, visits=(visit(-1, 0),)), TODAY)}


def test_after_the_report_the_rest_is_rated_before_the_legal_date():
    first = tasks(replace(CASE, visits=(visit(-9, is_reported=True),)), TODAY)[0]

    assert (first.text, first.due_on) == ("Rate 23 criteria", LEGAL - days(PACE.propose_before))


def test_with_every_result_a_decision_is_proposed():
    assert texts(replace(RATED, visits=(visit(-9, is_reported=True),))) == ["Propose a decision on C and S"]


def test_what_is_proposed_already_is_not_proposed_again():
    case = replace(RATED, visits=(visit(-9, is_reported=True),), proposals=(proposed(AuthorisationType.AEOC),))

    assert texts(case) == ["Decide on C: grant", "Propose a decision on S"]


def test_what_was_taken_back_is_proposed_anew():
    back = proposed(AuthorisationType.AEOC, state=DecisionState.WITHDRAWN)

    assert texts(replace(RATED, visits=(visit(-9, is_reported=True),), proposals=(back,))) == ["Propose a decision on C and S"]


def test_a_proposal_is_never_decided_by_who_made_it():
    first = tasks(replace(RATED, proposals=(proposed(),)), TODAY)[0]

    assert (first.task, first.never, first.due_on) == (Task.DECIDE, PROPOSER, TODAY - days(2) + days(PACE.decide))


def test_before_an_adverse_decision_the_hearing_is_opened():
    first = tasks(replace(RATED, proposals=(refusal(DecisionState.PROPOSED),)), TODAY)[0]

    assert (first.text, first.never) == ("Open the hearing on C", None)


def test_while_the_trader_may_reply_customs_waits():
    waiting = refusal(DecisionState.IN_HEARING, reply_by=TODAY)

    first = tasks(replace(RATED, visits=(visit(-9, is_reported=True),), proposals=(waiting,)), TODAY)[0]

    assert (first.task, first.who, first.due_on) == (Task.REPLY, Holder.TRADER, TODAY)


def test_a_reply_is_read_and_decided_on():
    replied = refusal(DecisionState.IN_HEARING, reply_by=TODAY + days(9), replied_on=TODAY - days(1))

    first = tasks(replace(RATED, proposals=(replied,)), TODAY)[0]

    assert (first.text, first.due_on) == ("Read the hearing reply on C and decide", TODAY - days(1) + days(PACE.decide))


def test_without_a_reply_customs_decides_after_the_last_day():
    silent = refusal(DecisionState.IN_HEARING, reply_by=TODAY - days(1))

    first = tasks(replace(RATED, proposals=(silent,)), TODAY)[0]

    assert (first.text, first.due_on) == ("Decide on C: no reply came in time", TODAY + days(PACE.decide))


def test_an_answer_that_came_in_is_read_before_all_else():
    answered = Asked(2, TODAY, answered_on=TODAY - days(1))

    first = tasks(replace(CASE, requests=(answered,), proposals=(proposed(),)), TODAY)[0]

    assert (first.text, first.due_on) == ("Read the answer to request 2", TODAY - days(1) + days(PACE.read_answer))


def test_an_answer_that_was_read_is_off_the_desk():
    read = Asked(2, TODAY, answered_on=TODAY - days(1), is_read=True)

    assert texts(replace(CASE, requests=(read,)))[0] == "Rate 23 criteria"


def test_while_an_answer_is_owed_the_ball_is_with_the_trader():
    waiting = replace(CASE, requests=(Asked(1, TODAY + days(2)),), visits=(visit(20),))

    first, *others = tasks(waiting, TODAY)

    assert (first.text, first.who, first.due_on) == ("Answer to request 1", Holder.TRADER, TODAY + days(2))
    assert [todo.task for todo in others] == [Task.RATE, Task.VISIT]


def test_the_nearest_of_what_is_owed_comes_first():
    case = replace(CASE, requests=(Asked(1, TODAY + days(9)), Asked(2, TODAY + days(2))), visits=(visit(20),))

    assert texts(case)[:2] == ["Answer to request 2", "Answer to request 1"]


def test_work_that_is_due_before_long_does_not_wait_for_an_answer():
    first = tasks(replace(CASE, requests=(Asked(1, TODAY + days(2)),), visits=(visit(8),)), TODAY)[0]

    assert (first.text, first.who, first.due_on) == ("Rate 23 criteria", Holder.CUSTOMS, TODAY + days(8))


def test_in_a_hearing_on_all_that_was_asked_for_customs_waits_however_near_the_legal_date():
    heard = tuple(replace(refusal(DecisionState.IN_HEARING, reply_by=TODAY + days(9)), type=one) for one in AuthorisationType)
    case = replace(RATED, legal_on=TODAY + days(1), visits=(visit(-9, is_reported=True),), proposals=heard)

    assert texts(case) == ["Hearing reply on C and S"]


def test_what_is_done_about_both_authorisations_is_said_as_one_thing():
    both = (proposed(AuthorisationType.AEOC), proposed(AuthorisationType.AEOS))

    assert texts(replace(RATED, visits=(visit(-9, is_reported=True),), proposals=both)) == ["Decide on C and S: grant"]


def test_where_two_decisions_differ_both_are_named():
    plain = proposed(AuthorisationType.AEOS, Measure.REFUSE, Ground.OWN_REQUEST)

    first = tasks(replace(RATED, proposals=(proposed(AuthorisationType.AEOC), plain)), TODAY)[0]

    assert first.text == "Decide on C: grant, S: refuse"


def test_two_hearing_replies_are_read_in_one_go():
    replied = refusal(DecisionState.IN_HEARING, reply_by=TODAY + days(9), replied_on=TODAY - days(1))

    assert texts(replace(RATED, proposals=(replied, replace(replied, type=AuthorisationType.AEOS))))[0] == (
        "Read the hearing reply on C and S and decide"
    )


def test_on_the_day_of_the_visit_the_sites_come_first():
    today = visit(0)

    first = tasks(replace(CASE, visits=(today,)), TODAY)[0]

    assert (first.task, first.about) == (Task.VISIT, today.id)
