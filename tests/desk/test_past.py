"""What happened, as officers read it."""

import pytest

from app.applications.service import answer_request, ask
from app.assessment.service import Judgement, rate
from app.core import clock
from app.core.errors import NotAllowed
from app.criteria.words import Result
from app.desk import past
from app.desk.past import Past
from app.history.kinds import Kind


@pytest.fixture
def officer(make):
    return make.case_officer(name="R. Okafor")


@pytest.fixture
def case(make, officer):
    return make.case(officer=officer)


@pytest.fixture
def asked(session, case, officer):
    from datetime import timedelta

    return ask(session, case, by=officer, text="?", due_on=clock.today() + timedelta(days=9))


def test_the_newest_comes_first_with_who_it_was(session, make, case, officer, asked):
    answer_request(session, asked, by=make.signatory(case.operator, name="Ines Calder"), reply="Yes.")

    told = [Past(*row) for row in session.execute(past.of_case(officer, case.id))]

    assert [(one.event.kind, one.name, one.by_customs) for one in told] == [
        (Kind.INFORMATION_GIVEN, "Ines Calder", False),
        (Kind.INFORMATION_REQUESTED, "R. Okafor", True),
    ]


def test_the_file_of_a_business_leaves_out_the_results_of_single_criteria(session, case, officer, asked):
    rate(session, case, "A.1", Judgement(Result.MET), by=officer)

    kinds = [Past(*row).event.kind for row in session.execute(past.of_operator(officer, case.operator_id))]

    assert kinds == [Kind.INFORMATION_REQUESTED]


def test_traders_read_their_own_history_elsewhere(make, case):
    with pytest.raises(NotAllowed):
        past.of_case(make.signatory(case.operator), case.id)


def test_news_is_what_came_in_since_customs_last_acted(session, make, case, officer, asked):
    signatory = make.signatory(case.operator)
    answer_request(session, asked, by=signatory, reply="Yes.")

    assert [one.kind for one in past.news(session, [case.id])[case.id]] == [Kind.INFORMATION_GIVEN]


def test_what_customs_has_acted_on_is_no_news(session, make, case, officer, asked):
    answer_request(session, asked, by=make.signatory(case.operator), reply="Yes.")
    rate(session, case, "A.1", Judgement(Result.MET), by=officer)

    assert past.news(session, [case.id]) == {}
