"""The credit of the business, what stands against it, and disputing that."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts import clients
from app.accounts.words import MembershipRole
from app.compliance.models import Dispute
from app.compliance.service import uphold
from app.compliance.states import DisputeState
from app.compliance.words import Disputable
from app.core import clock
from app.monitoring.states import Counting
from app.monitoring.states import State as IncidentState
from app.outcomes import service as outcomes
from app.outcomes.queries import errors_of
from app.reactions import committing, republish
from app.risk import queries
from app.risk.ageing import add_months
from app.usage import service as usage
from app.usage.noted import Read
from app.web.formats import day, month, points
from tests.outcomes.telling import ERROR, outcome

REASON = {"reason": "The declarations were lodged by somebody else.", "form_id": "once"}


@pytest.fixture
def operator(make):
    return make.operator()


@pytest.fixture
def browser(make, sign_in, operator):
    return sign_in(make.signatory(operator))


@pytest.fixture
def infringement(make, operator):
    return make.infringement(operator)


def path(fact):
    return f"/operator/record/{fact.id}/dispute"


def test_who_looked_at_the_credit_is_told_by_system_and_month(session, make, browser, operator):
    make.authorisation(operator)
    republish(session, [operator.id])
    clients.create(session, "port-engine", "Risk engine of the port", ["aeo.risk"], "secret", by=None)
    usage.keep(session, clock.now(), [], [Read(clock.now(), "port-engine", [operator.tin])])
    session.commit()

    text = browser.get("/operator/credit").text

    assert "Risk engine of the port" in text
    assert month(clock.today()) in text
    assert "port-engine" not in text


def test_where_nobody_looked_that_is_said(browser):
    assert "No system has looked at your credit" in browser.get("/operator/credit").text


def test_who_reads_the_whole_register_with_its_credits_is_said_beside(session, browser):
    said = "Besides, these may read the whole register, with the credit of every business"
    for number, scopes in enumerate([["aeo.risk"], ["aeo.status", "aeo.snapshot", "aeo.changes"]]):
        clients.create(session, f"other-{number}", f"Other {number}", scopes, "secret", by=None)
    session.commit()
    assert said not in browser.get("/operator/credit").text

    for number, scopes in enumerate([["aeo.risk", "aeo.snapshot"], ["aeo.risk", "aeo.changes"], ["aeo.node", "aeo.changes"]]):
        clients.create(session, f"reader-{number}", f"Reader {number}", scopes, "secret", by=None)
    clients.disable(session, clients.create(session, "gone", "Gone", ["aeo.risk", "aeo.changes"], "secret", by=None), by=None)
    session.commit()
    text = browser.get("/operator/credit").text

    assert said in text
    assert ": Reader 0, Reader 1, Reader 2." in text


def test_every_part_of_the_credit_is_explained_with_what_would_raise_it(session, make, browser, operator, infringement):
    make.authorisation(operator)
    republish(session, [operator.id])
    session.commit()

    page = browser.get("/operator/credit").text

    assert "1 minor infringement" in page
    assert "at best −30" in page
    assert "I10" not in page
    assert "Fades with time and is gone 37 months after the decision" in page
    assert "Fiscal" in page


def test_the_parts_add_up_to_the_figure_and_the_page_says_why_its_best_is_less_than_theirs(session, make, browser, operator):
    make.authorisation(operator)
    republish(session, [operator.id])
    session.commit()

    page = browser.get("/operator/credit").text
    figure = queries.latest(session, operator.id).fiscal

    total = page[page.index("Fiscal, in all") :]
    assert re.findall(r"<strong>([^<]*)</strong>", total)[:3] == [points(figure), "−30", str(figure + 30)]
    assert "The best of its rows is −32, but no credit goes below −30." in total
    assert "Security, in all" not in page


def test_the_next_change_says_what_comes_and_what_the_credit_is_then(session, make, browser, operator, infringement):
    make.authorisation(operator, validated_on=clock.today())
    republish(session, [operator.id])
    session.commit()
    browser.post(path(infringement), data=REASON)

    page = browser.get("/operator/credit").text
    ahead = page[page.index("What changes by itself") : page.index("Where your credit comes from")]

    assert day(clock.today() + timedelta(days=31)) in ahead
    assert re.findall(r">([^<>]*1 minor infringement[^<>]*|Your credit|[+−]?[0-9]+)<", ahead) == [
        "1 minor infringement, 1 month ago",
        "0",
        "+2",
        "Your credit",
        "−23",
        "−21",
    ]


def test_without_an_authorisation_there_is_none_yet(browser):
    assert "No credit yet" in browser.get("/operator/credit").text


def test_what_stands_against_it_is_listed(make, browser, operator, infringement):
    harmless = make.incident(operator, state=IncidentState.CONFIRMED, counting=Counting.VICTIM_ONLY, assessment="A victim.")

    page = browser.get("/operator/record").text

    assert infringement.reference in page
    assert harmless.reference not in page


def test_an_empty_record_says_what_would_stand_there(browser):
    assert "Nothing stands against you" in browser.get("/operator/record").text


@pytest.fixture
def error(session, operator):
    """Of a random check, told by a system."""
    told = outcome(operator, **ERROR)
    with committing(session):
        outcomes.report(session, "engine", [told], by=None)
    return errors_of(session, operator.id, since=date.min)[0]


def test_an_error_that_a_check_found_is_disputed_where_the_record_is_read(session, make, sign_in, browser, operator, error):
    make.authorisation(operator)
    there = f"/operator/record/{error.about_id}/dispute"
    assert there in browser.get("/operator/record").text
    page = browser.get(there).text
    assert "Dispute the error in declaration" in page
    assert f"Of {day(date.fromisoformat(error.facts['on']))}" in page

    assert browser.post(there, data=REASON).status_code == 303

    raised = session.scalars(select(Dispute)).one()
    assert (raised.about, raised.about_id, raised.established_by_id) == (Disputable.CHECK, error.about_id, None)
    assert "Open</strong>" in browser.get("/operator/record").text
    republish(session, [operator.id])
    session.commit()
    settling = sign_in(make.decision_maker()).get(f"/officer/disputes/{raised.id}").text
    assert "Error in declaration" in settling
    assert "A system" in settling
    assert "Does not count while customs decides on the dispute" in settling


def test_while_it_is_disputed_it_does_not_count_and_once_upheld_never(session, make, browser, operator, error):
    def errors():
        republish(session, [operator.id])
        session.commit()
        return [
            one["fact"]["errors"] for one in queries.latest(session, operator.id).output["components"] if one["code"] == "C10"
        ]

    make.authorisation(operator)
    assert errors() == [1]
    browser.post(f"/operator/record/{error.about_id}/dispute", data=REASON)
    assert errors() == [0]
    with clock.at(clock.now() + timedelta(days=31)):
        assert errors() == [1]
    with clock.at(clock.now() + timedelta(days=32)):
        uphold(session, session.scalars(select(Dispute)).one(), by=make.decision_maker(), answer="You are right.")
        assert errors() == [0]
        session.commit()

    assert "Upheld: it does not count" in browser.get("/operator/record").text
    assert error.facts["reference"] not in browser.get("/operator/benefits").text


def test_an_infringement_says_from_which_check_it_comes(session, make, browser, operator, error):
    make.infringement(operator, check_id=error.about_id)

    assert "together they count once, as the error below" in browser.get("/operator/record").text

    browser.post(f"/operator/record/{error.about_id}/dispute", data=REASON)
    uphold(session, session.scalars(select(Dispute)).one(), by=make.decision_maker(), answer="You are right.")
    session.commit()
    assert "together they count once" not in browser.get("/operator/record").text


def test_the_errors_that_count_lead_to_where_they_are_disputed(browser, error):
    assert 'href="/operator/record#errors"' in browser.get("/operator/benefits").text
    assert 'id="errors"' in browser.get("/operator/record").text


def test_who_disputes_is_told_what_it_does_to_the_credit(browser, infringement):
    assert "it costs no credit until then, for at most 30 days" in browser.get(path(infringement)).text


def test_a_fact_is_disputed_once(session, browser, infringement):
    for _ in range(2):
        assert browser.post(path(infringement), data=REASON).status_code in {302, 303}

    assert session.scalars(select(Dispute)).one().about_id == infringement.id
    assert "You dispute it" in browser.get("/operator/record").text


def test_who_disputes_from_an_old_page_reads_that_it_was_disputed_and_loses_nothing(session, browser, infringement):
    browser.post(path(infringement), data=REASON)

    answer = browser.post(path(infringement), data={"reason": "It was not ours.", "form_id": "another window"})

    assert answer.status_code == 409
    assert "Yours was not sent" in answer.text
    assert "This has been disputed already." in answer.text
    assert "It was not ours." in answer.text
    assert session.scalars(select(Dispute)).one().reason == REASON["reason"]


def test_a_dispute_without_a_reason_is_asked_for_one(browser, infringement):
    assert "Say what is wrong with it" in browser.post(path(infringement), data={"reason": ""}).text


def test_a_dispute_is_taken_back(session, browser, infringement):
    browser.post(path(infringement), data=REASON)
    raised = session.scalars(select(Dispute)).one()

    assert browser.post(f"/operator/disputes/{raised.id}/take-back").status_code == 303

    session.refresh(raised)
    assert raised.state is DisputeState.TAKEN_BACK


@pytest.mark.parametrize("kind", ["infringement", "error"])
def test_what_was_taken_back_three_times_is_offered_no_more_and_says_why(session, browser, operator, request, kind):
    fact = request.getfixturevalue(kind)
    there = f"/operator/record/{fact.about_id if kind == 'error' else fact.id}/dispute"
    for time in range(3):
        assert there in browser.get("/operator/record").text
        browser.post(there, data=REASON | {"form_id": str(time)})
        raised = session.scalars(select(Dispute).where(Dispute.state == DisputeState.OPEN)).one()
        browser.post(f"/operator/disputes/{raised.id}/take-back")
        session.expire_all()

    page = browser.get("/operator/record").text

    assert there not in page
    assert "disputed and taken back 3 times. Write to customs if it is still wrong." in page
    assert browser.get(there).headers["Location"] == "/operator/record"


def test_a_contributor_reads_and_does_not_dispute(make, sign_in, operator, infringement):
    colleague = sign_in(make.member(operator, MembershipRole.CONTRIBUTOR))

    assert "Dispute INF" not in colleague.get("/operator/record").text
    assert colleague.post(path(infringement), data=REASON).status_code == 403


def test_nobody_sees_what_stands_against_another_business(make, browser):
    another = make.infringement()

    assert browser.get(path(another)).status_code == 404
    assert another.reference not in browser.get("/operator/record").text


def test_each_fact_says_what_it_costs_today_and_until_when(session, make, browser, operator, infringement, error):
    make.authorisation(operator)
    republish(session, [operator.id])
    session.commit()

    page = browser.get("/operator/record").text

    until = day(add_months(clock.today(), 37) - timedelta(days=1))
    assert f"Costs 2 points of fiscal credit today, less with time, and nothing after {until}." in page
    assert "Together they cost 4 points of fiscal credit today: checks give +4 with them, and would give 0 without." in page
    assert "each stops counting 37 months after its check" in page

    browser.post(path(infringement), data=REASON)
    until = day(clock.today() + timedelta(days=30))
    then = day(clock.today() + timedelta(days=31))
    told = f"until {until} at the latest. From {then} it costs 2 points of fiscal credit."
    assert f"Does not count while customs decides on the dispute, {told}" in browser.get("/operator/record").text


def test_where_one_error_fewer_changes_nothing_that_is_said(session, make, browser, operator):
    make.authorisation(operator)
    with committing(session):
        outcomes.report(session, "engine", [outcome(operator, **ERROR) for _ in range(6)], by=None)
    republish(session, [operator.id])
    session.commit()

    page = browser.get("/operator/record").text

    assert (
        "8 points of fiscal credit today: checks give +8 with them, and would give 0 without. One fewer changes nothing." in page
    )


def test_an_infringement_that_costs_nothing_is_not_said_to_cost_less_with_time(session, make, browser, operator, error):
    make.authorisation(operator)
    one = make.infringement(operator, check_id=error.about_id)
    republish(session, [operator.id])
    session.commit()

    until = day(add_months(one.decided_on, 37) - timedelta(days=1))
    assert f"Costs no credit today; it can until {until}." in browser.get("/operator/record").text


def test_an_error_is_listed_as_long_as_it_counts(browser, error):
    """In its thirty-seventh month too: thirty-six whole months have passed then."""
    there, last = error.facts["reference"], add_months(date.fromisoformat(error.facts["on"]), 37) - timedelta(days=1)

    with clock.at(clock.start_of(last)):
        assert there in browser.get("/operator/record").text
    with clock.at(clock.start_of(last + timedelta(days=1))):
        assert there not in browser.get("/operator/record").text


def test_what_was_settled_is_no_longer_in_dispute(session, make, browser, infringement):
    browser.post(path(infringement), data=REASON)
    uphold(session, session.scalars(select(Dispute)).one(), by=make.decision_maker(), answer="You are right.")
    session.commit()

    assert "You disputed it" in browser.get("/operator/record").text
