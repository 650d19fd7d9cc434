"""What officers read of outcomes: promises, bands, and what came in."""

import io
import re

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.outcomes import service
from app.outcomes.models import Outcome, OutcomeFile
from app.programme.words import AuthorisationType
from app.reactions import committing, republish
from app.statistics.refresh import refresh
from tests.outcomes.telling import CHECK, outcome
from tests.statistics.told import LOOKED_AT, many, month, peer, tell

HEADING = "reference,operator,role,lodged_at,selection,examined,result,domain\n"
LINE = "26ZZ1,ZZ9800000001,importer,2026-01-05T10:00:00Z,random,documents,clean,\n"


@pytest.fixture
def holder(make, session):
    with clock.at(month(20)):
        operator = make.operator(tin="ZZ9800000001", name="Fairlight Imports Ltd", people=25, roles=["IMP"])
        make.authorisation(operator, AuthorisationType.AEOC)
        republish(session, [operator.id])
    session.commit()
    return operator


@pytest.fixture
def told(session, holder):
    with committing(session):
        tell(session, [*many(400, holder), *many(100, holder, **LOOKED_AT)], many(90, peer), many(10, peer, **LOOKED_AT))
        refresh(session)


@pytest.fixture
def manager(sign_in, make):
    return sign_in(make.manager())


def test_the_worst_stand_in_the_list_with_what_was_not_delivered(browser, told, holder):
    page = browser.get("/officer/benefits").text

    assert "Fairlight Imports Ltd" in page
    assert "not delivered" in page
    assert "20\u202f% (17 to 24\u202f%)" in page


def test_the_ledger_of_an_operator_is_the_one_it_sees(browser, told, holder):
    page = browser.get(f"/officer/operators/{holder.id}/benefits").text

    assert "As importer: 500 declarations" in page
    assert "10 traders without the status" in page
    assert "At best not a fifth better than the others." in page
    assert current(page) == "Operators"
    assert current(browser.get("/officer/benefits").text) == "Outcomes"


def current(page):
    """The entry of the menu under which the page lies."""
    return re.search(r'aria-current="page">([^<]+)', page.split('aria-label="Menu"')[1])[1]


def test_without_a_ledger_both_pages_say_why(browser, make):
    assert "Nothing to compare yet" in browser.get("/officer/benefits").text
    assert "Nothing to compare yet" in browser.get(f"/officer/operators/{make.operator().id}/benefits").text


def test_a_system_without_a_random_sample_is_named(browser, told):
    assert "No system reports a random sample" in browser.get("/officer/rates").text


def test_one_blind_system_beside_another_is_named(browser, told, session, holder):
    with committing(session):
        service.report(session, "port", many(20, holder, **CHECK), by=None)

    page = browser.get("/officer/rates").text
    assert "No random sample comes from engine" in page


def test_rates_stand_by_band_and_beside_the_others(browser, told):
    page = browser.get("/officer/rates?role=IMP").text

    assert "Not authorised" in page
    assert "Declarations looked at: Band" in page
    assert "No rates yet" in browser.get("/officer/rates?role=POST").text


def test_whoever_brings_nothing_in_sees_what_came_in(browser, told):
    page = browser.get("/officer/outcomes").text

    assert "engine" in page
    assert "Bring in a file" not in page
    assert browser.get("/officer/outcomes/import").status_code == 403


def send(browser, text, system="archive"):
    file = (io.BytesIO(text.encode()), "outcomes.csv")
    return browser.post("/officer/outcomes/import", data={"system": system, "file": file, "form_id": "one"})


def test_a_file_is_looked_through_before_anything_is_stored(manager, session, holder):
    answer = send(manager, HEADING + LINE)

    assert answer.status_code == 303
    page = manager.get(answer.location).text
    assert "Ready to be stored" in page
    assert "26ZZ1" in page
    assert session.scalar(select(func.count()).select_from(Outcome)) == 0


def test_a_file_is_stored_once(manager, session, holder):
    there = send(manager, HEADING + LINE).location

    for _ in range(2):
        answer = manager.post(f"{there}/store", data={"form_id": "two"})
        assert answer.status_code == 303

    session.rollback()
    assert session.scalar(select(func.count()).select_from(Outcome)) == 1
    assert session.scalar(select(func.count()).select_from(OutcomeFile)) == 0


def test_every_line_that_is_wrong_is_told_and_nothing_is_stored(manager, session):
    wrong = LINE.replace("importer", "driver") + LINE.replace("clean", "")
    there = send(manager, HEADING + LINE + wrong).location

    page = manager.get(there).text
    assert "2 things to put right" in page
    assert ">3<" in page
    assert ">4<" in page
    assert "what was examined has a result" in page
    assert manager.post(f"{there}/store", data={"form_id": "three"}).status_code == 409
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Outcome)) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file has no line below its heading"),
        (HEADING, "The file has no line below its heading"),
        (HEADING + "\n" * 10_001, "The file has more than 10,000 lines"),
    ],
)
def test_what_is_no_table_is_refused_at_the_field(manager, text, said):
    assert said in send(manager, text).text


def test_a_line_without_end_is_told_like_any_other_mistake(manager):
    page = manager.get(send(manager, HEADING + LINE + '"' + "x" * 200_000).location).text

    assert "this is no line of a table" in page


def test_a_heading_that_nobody_knows_is_told_once(manager):
    page = manager.get(send(manager, HEADING.replace("role", "party") + LINE + LINE).location).text

    assert "no such column" in page
    assert "this column is missing" in page


def test_semicolons_and_the_mark_of_a_spreadsheet_are_understood(manager):
    text = "\ufeff" + (HEADING + LINE).replace(",", ";")

    assert "Ready to be stored" in manager.get(send(manager, text).location).text


def test_nobody_sees_the_file_of_another_manager(manager, sign_in, make):
    there = send(manager, HEADING + LINE).location

    assert sign_in(make.manager()).get(there).status_code == 404


def test_a_file_may_be_forgotten(manager, session):
    there = send(manager, HEADING + LINE).location

    assert manager.post(f"{there}/drop").status_code == 303
    assert manager.get(there).status_code == 404


def test_an_outcome_by_hand_counts_like_any_other(manager, session, holder):
    there = send(manager, HEADING + LINE).location
    manager.post(f"{there}/store", data={"form_id": "four"})

    session.rollback()
    assert service.report(session, "archive", [outcome(holder, reference="26ZZ1")], by=None) == ["conflict"]
