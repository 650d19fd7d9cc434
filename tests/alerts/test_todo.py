from datetime import timedelta

import pytest

from app.alerts.matters import matters_of
from app.alerts.stake import AtStake
from app.alerts.todo import UPHELD, doings, duties
from app.applications.states import State
from app.compliance import service as compliance
from app.compliance.words import Disputable
from app.core import clock
from app.decisions import service as decisions
from app.decisions.parts import Part
from app.decisions.states import Ground, Measure
from app.findings.states import ActionState
from app.monitoring.states import ReviewState
from app.programme.rules import rules
from app.programme.words import Domain
from app.risk.policy import load


@pytest.fixture
def business(make):
    return make.operator()


@pytest.fixture
def signatory(make, business):
    return make.signatory(business)


@pytest.fixture
def matters(session, business, signatory):
    return lambda: matters_of(session, signatory, business.id)


@pytest.fixture
def dispute(session, business, signatory):
    def raise_it(action):
        fact = compliance.Established(Disputable.ACTION, action.id, business.id, action.finding.reference, None)
        return compliance.dispute(session, fact, by=signatory, reason="The log was kept on paper.")

    return raise_it


def day(days):
    return clock.today() + timedelta(days=days)


def owed(matters):
    return [(duty.what, duty.due_on) for duty in duties(matters, clock.today())]


def test_a_business_without_anything_open_owes_nothing(matters):
    assert duties(matters(), clock.today()) == []
    assert doings(matters(), clock.today()) == []


def test_a_returned_application_is_due_thirty_days_later(make, business, signatory, matters):
    make.application(business, state=State.RETURNED, by=signatory, returned_at=clock.now())

    assert owed(matters()) == [("Complete your application", day(30))]


def test_a_draft_has_no_day(make, business, signatory, matters):
    make.application(business, by=signatory)

    assert owed(matters()) == [("Go on with your application", None)]


def test_duties_come_by_their_day_those_without_at_last(make, business, signatory, matters):
    case = make.case(business, by=signatory)
    make.request(case, text="Later?", due_on=day(9))
    make.action(make.finding(case), text="Sooner.", due_on=day(4))

    assert owed(matters()) == [("Sooner.", day(4)), ("Answer: Later?", day(9))]


def test_a_hearing_is_to_be_opened_and_then_replied_to(session, make, business, signatory, matters):
    hearing = decisions.open_hearing(session, make.decision(make.authorisation(business)), by=make.case_officer())
    assert owed(matters()) == [("Open the letter about your right to be heard", day(7))]

    decisions.open_hearing_letter(session, hearing, by=signatory)

    assert owed(matters()) == [("Reply before customs decides", day(30))]


def test_a_reply_is_with_customs(session, make, business, signatory, matters):
    hearing = decisions.open_hearing(session, make.decision(make.authorisation(business)), by=make.case_officer())
    decisions.open_hearing_letter(session, hearing, by=signatory)
    decisions.reply(session, hearing, by=signatory, text="It was the storm.")

    assert owed(matters()) == []
    assert [doing.what for doing in doings(matters(), clock.today())] == ["Reading your reply"]


def test_a_decision_is_a_letter_to_be_opened(session, make, business, signatory, matters):
    decision = make.decision(make.authorisation(business), ground=Ground.SECURITY_RISK)
    decisions.decide(session, decision, by=make.decision_maker())
    assert owed(matters()) == [("Open the decision on customs simplifications: suspended", day(7))]

    decisions.open_decision_letter(session, decision, by=signatory)

    assert owed(matters()) == []


def test_of_two_decisions_about_parts_each_says_which(session, make, matters):
    business = make.operator(roles=["FWD", "WHK", "EXP"])
    authorisation, reader = make.authorisation(business), make.signatory(business)
    for role in ("FWD", "WHK"):
        about = {"ground": Ground.SECURITY_RISK, "reasons": "The fence is down.", "part": Part(frozenset({role}))}
        decision = decisions.propose(session, authorisation, Measure.SUSPEND, by=make.case_officer(), **about)
        decisions.decide(session, decision, by=make.decision_maker())

    told = [duty.what for duty in duties(matters_of(session, reader, business.id), clock.today())]

    assert told == [
        "Open the decision on customs simplifications: suspended in part, only as freight forwarder or consolidator",
        "Open the decision on customs simplifications: suspended in part, only as warehouse keeper",
    ]


def test_a_proposal_nobody_was_heard_about_is_not_told(make, business, matters):
    make.decision(make.authorisation(business))

    assert owed(matters()) == []
    assert doings(matters(), clock.today()) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [(3, ""), (-3, "it costs you 3 points of security credit."), (-15, "It costs you 3 points of security credit until")],
)
def test_an_action_says_what_it_costs_from_when(make, business, signatory, matters, days, said):
    make.action(make.finding(make.case(business, by=signatory)), due_on=day(days))

    [duty] = duties(matters(), clock.today(), AtStake([Domain.SECURITY], load()))

    assert said in duty.consequence


def test_an_action_of_the_other_figure_costs_nothing(make, business, signatory, matters):
    make.action(make.finding(make.case(business, by=signatory), domain=Domain.FISCAL), due_on=day(-20))

    [duty] = duties(matters(), clock.today(), AtStake([Domain.SECURITY], load()))

    assert duty.consequence == ""


def test_an_action_in_dispute_costs_nothing_before_the_dispute_has_lasted_too_long(make, business, signatory, matters, dispute):
    action = make.action(make.finding(make.case(business, by=signatory)), due_on=day(-15))
    dispute(action)

    [duty] = duties(matters(), clock.today(), AtStake([Domain.SECURITY], load()))
    [doing] = doings(matters(), clock.today())[-1:]

    assert duty.consequence == f"From {day(31).day} {day(31):%B %Y} it costs you 3 points of security credit."
    assert (doing.what, doing.about) == ("Deciding on what you dispute", action.id)


def test_an_action_disputed_anew_waits_no_longer_than_from_its_first_dispute(
    session, make, business, signatory, matters, dispute
):
    action = make.action(make.finding(make.case(business, by=signatory)), due_on=day(-60))
    first = clock.today()
    compliance.take_back(session, dispute(action), by=signatory)

    with clock.at(clock.now() + timedelta(days=10)):
        dispute(action)
        [duty] = duties(matters(), clock.today(), AtStake([Domain.SECURITY], load()))

    until = first + timedelta(days=31)
    assert duty.consequence.startswith(f"From {until.day} {until:%B %Y}")


def test_an_action_whose_dispute_was_taken_back_or_upheld(session, make, business, signatory, matters, dispute):
    action = make.action(make.finding(make.case(business, by=signatory)), due_on=day(-15))
    compliance.take_back(session, dispute(action), by=signatory)

    assert "It costs you 3 points" in duties(matters(), clock.today(), AtStake([Domain.SECURITY], load()))[0].consequence

    compliance.uphold(session, dispute(action), by=make.decision_maker(), answer="You are right.")

    [duty] = duties(matters(), clock.today(), AtStake([Domain.SECURITY], load()))
    assert (duty.consequence, duty.is_late(clock.today())) == (UPHELD, False)


@pytest.mark.parametrize(
    ("late_from", "said"),
    [
        (None, ""),
        (5, f"From {day(5).day} {day(5):%B %Y} it costs you 2 points of credit."),
        (0, "It costs you 2 points of credit until you send it."),
    ],
)
def test_a_review_says_what_it_costs_once_that_is_known(make, business, matters, late_from, said):
    make.review(business, due_on=day(-40), late_from=None if late_from is None else day(late_from))

    [duty] = duties(matters(), clock.today(), AtStake([Domain.FISCAL], load()))

    assert (duty.due_on, duty.consequence) == (day(-40), said)
    assert duties(matters(), clock.today(), AtStake([], load()))[0].consequence == ""


def test_a_review_is_with_customs_once_signed_and_back_with_a_question(make, business, matters):
    sent = {"state": ReviewState.SENT, "sent_at": clock.now()}
    review = make.review(business, **sent)
    make.incident(business)
    assert owed(matters()) == []
    assert [doing.what for doing in doings(matters(), clock.today())] == [
        f"Looking at your yearly review of {review.year}",
        "Looking into the incident you reported",
    ]

    review.state, review.asked_at = ReviewState.ASKED, clock.now()
    assert owed(matters()) == [(f"Answer a question about your yearly review of {review.year}", day(rules().review.answer))]


def test_customs_has_what_was_sent_to_it(make, business, signatory, matters):
    case = make.case(business, by=signatory)
    make.audit(case)
    make.incident(business)
    make.action(make.finding(case), state=ActionState.REPORTED)

    assert [doing.what for doing in doings(matters(), clock.today())] == [
        "Preparing a visit to you",
        "Assessing your application",
        "Checking what you did",
        "Looking into the incident you reported",
    ]


def test_the_time_of_a_hearing_moves_the_legal_date(session, make, business, signatory, matters):
    from app.decisions.models import Decision

    case = make.case(business, by=signatory, types=["aeos"])
    refusal = Decision(operator_id=business.id, application_id=case.id, type="aeos", kind=Measure.REFUSE)
    refusal.ground, refusal.reasons, refusal.proposed_by_id = Ground.CRITERIA_NOT_MET, "The fence.", make.case_officer().id
    decisions.open_hearing(session, make.keep(refusal), by=make.case_officer())

    assert matters().clock.legal_date == day(150)
