"""Rating: by whom, what, when; two officers at once."""

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications.models import Application
from app.applications.states import State
from app.assessment import progress
from app.assessment.models import Rating
from app.assessment.service import Judgement, NotInPlay, ReasonMissing, SomebodyElseRated, rate
from app.core.errors import NotAllowed, WrongState
from app.core.isolation import Scope, enter
from app.criteria.words import Result
from app.history.kinds import Kind
from app.history.models import Event
from tests.makers import Maker

MET = Judgement(Result.MET)
NOT_MET = Judgement(Result.NOT_MET, reason="No log is kept.")
CODE = "A.1"


@pytest.fixture
def case(make):
    return make.case()


@pytest.fixture
def officer(make):
    return make.case_officer()


def test_a_result_stands_with_who_found_it(session, case, officer):
    rating = rate(session, case, CODE, Judgement(Result.PARTLY, "Gaps.", "Ask again.", 3, 4, True), by=officer)

    assert (rating.result, rating.reason, rating.note) == (Result.PARTLY, "Gaps.", "Ask again.")
    assert (rating.risk, rating.look_on_site, rating.rated_by_id) == (12, True, officer.id)


def test_the_history_holds_result_and_reason(session, case, officer):
    rate(session, case, CODE, NOT_MET, by=officer)

    event = session.scalars(select(Event).where(Event.case_id == case.id)).one()
    assert (event.kind, event.by_id) == (Kind.CRITERION_RATED, officer.id)
    assert event.facts == {"criterion": CODE, "place": "", "result": "not_met", "reason": "No log is kept."}


def test_an_auditor_rates_too(session, make, case):
    assert rate(session, case, CODE, MET, by=make.auditor()).result is Result.MET


@pytest.mark.parametrize("role", [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR])
def test_who_only_reads_does_not_rate(session, make, case, role):
    with pytest.raises(NotAllowed):
        rate(session, case, CODE, MET, by=make.officer(role))


def test_a_trader_does_not_rate(session, make, case):
    with pytest.raises(NotAllowed):
        rate(session, case, CODE, MET, by=make.signatory(case.operator))


@pytest.mark.parametrize("result", [result for result in Result if result is not Result.MET])
def test_what_is_not_simply_met_is_argued(session, case, officer, result):
    with pytest.raises(ReasonMissing):
        rate(session, case, CODE, Judgement(result, reason=" "), by=officer)


@pytest.mark.parametrize(("code", "place"), [("Z.9", ""), (CODE, "nowhere")])
def test_only_what_is_in_play_is_rated(session, case, officer, code, place):
    with pytest.raises(NotInPlay):
        rate(session, case, code, MET, by=officer, place=place)


@pytest.mark.parametrize("state", [state for state in State if state is not State.UNDER_ASSESSMENT])
def test_criteria_are_rated_during_the_assessment(session, make, officer, state):
    with pytest.raises(WrongState):
        rate(session, make.application(state=state), CODE, MET, by=officer)


def test_the_result_can_be_changed_by_who_saw_it(session, make, case, officer):
    first = rate(session, case, CODE, MET, by=officer)

    again = rate(session, case, CODE, NOT_MET, by=make.auditor(), version=first.version)

    assert (again.id, again.result) == (first.id, Result.NOT_MET)


def test_who_did_not_see_the_result_does_not_overwrite_it(session, make, case, officer):
    rate(session, case, CODE, MET, by=officer)

    with pytest.raises(SomebodyElseRated):
        rate(session, case, CODE, NOT_MET, by=make.auditor(), version=0)


def test_the_same_sent_twice_is_taken_once(session, case, officer):
    rate(session, case, CODE, NOT_MET, by=officer)

    rate(session, case, CODE, NOT_MET, by=officer)

    assert len(session.scalars(select(Event).where(Event.case_id == case.id)).all()) == 1


def test_of_two_officers_at_once_the_second_is_told(committed, database):
    make = Maker(committed)
    case, one, other = make.case(), make.case_officer(), make.auditor()
    engine = create_engine(database)
    with Session(engine) as first, Session(engine) as second:
        for session in (first, second):
            enter(session, Scope("officer"))
        seen_by_first, seen_by_second = first.get(Application, case.id), second.get(Application, case.id)
        rate(first, seen_by_first, CODE, MET, by=first.get(User, one.id))
        first.commit()

        with pytest.raises(SomebodyElseRated):
            rate(second, seen_by_second, CODE, NOT_MET, by=second.get(User, other.id))
    engine.dispose()
    assert committed.scalars(select(Rating.result)).one() is Result.MET


def test_progress_counts_what_is_rated_and_what_is_open(session, make, case):
    total = len(progress.of(session, case).items)
    make.rating(case, "A.1")
    make.rating(case, "A.2", Result.NOT_MET)

    found = progress.of(session, case)

    assert (found.rated, len(found.open), found.count(Result.NOT_MET)) == (2, total - 2, 1)
    assert found.unmet == ("A.2",)


def test_one_authorisation_rests_on_the_criteria_of_its_scope(session, case):
    found = progress.of(session, case, scope="c")

    assert found.items
    assert all("c" in item.criterion.scope for item in found.items)


def test_a_criterion_of_sites_is_rated_at_each_class(session, make):
    operator = make.operator(activities={"handles_goods": True})
    make.site(operator, name="North Quay", site_class="quay", activities={"handles_goods": True})
    make.site(operator, name="South Quay", site_class="quay", activities={"handles_goods": True})
    yard = make.site(operator, name="Yard", activities={"handles_goods": True})
    session.refresh(operator)
    case = make.case(operator)

    places = [item.place for item in progress.of(session, case).items if item.criterion.code == "I.1"]

    assert set(places) == {"quay", str(yard.id)}
