"""What the portal said at another moment, as an officer reads it for an appeal."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.authorisations import service as authorisations
from app.compliance.service import Account, record_infringement
from app.compliance.words import Severity
from app.core import clock
from app.programme.words import AuthorisationType, Domain
from app.reactions import committing

GRANTED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SUSPENDED = GRANTED + timedelta(days=30)
NOW = GRANTED + timedelta(days=45)
EXPECTED = {"on": ["10", "4", "2026"], "at": "14:30"}


@pytest.fixture
def operator(make, session):
    """Suspended at first until the middle of April, and made valid again after a few days."""
    with clock.at(GRANTED), committing(session):
        application, by = make.application(), make.decision_maker()
        facts = {"effective_from": clock.today(), "validated_on": clock.today()}
        held = authorisations.grant(session, application, AuthorisationType.AEOC, by=by, **facts)
    with clock.at(SUSPENDED), committing(session):
        authorisations.suspend(session, held, by=by, until=clock.today() + timedelta(days=14), ground="compliance")
    with clock.at(SUSPENDED + timedelta(days=3)), committing(session):
        authorisations.reinstate(session, held, by=by)
    return application.operator


@pytest.fixture
def look(sign_in, make, operator):
    """`look(on=…, at=…)` is the page at a later day."""
    with clock.at(NOW):
        browser = sign_in(make.case_officer())

    def looked(about=None, **query):
        with clock.at(NOW):
            return browser.get(f"/officer/operators/{(about or operator).id}/past", query_string=query).text

    return looked


def cells(page, label):
    """What stands in this row."""
    row = re.search(rf'<th scope="row"[^>]*>{label}</th>(.*?)</tr>', page, re.DOTALL)[1]
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]


def receipts_of(page):
    return [re.sub("<wbr>", "", one) for one in re.findall(r"<code[^>]*>(.*?)</code>", page)]


def test_as_known_then_and_as_known_now_stand_side_by_side(look):
    page = look(on=["2", "4", "2026"], at="14:30")

    assert cells(page, "Status") == ["Suspended", "Suspended"]
    assert cells(page, "Fiscal figure")[0] == "0, closed by G02"
    assert "Nothing that was learnt since changes the answer." in page
    assert "Changed" not in page


def test_what_was_learnt_since_is_marked_where_it_changes_the_answer(session, look, make, operator):
    with clock.at(NOW - timedelta(days=1)), committing(session):
        decided_on = clock.day_of(GRANTED + timedelta(days=8))
        found = Account(decided_on, Severity.SERIOUS, [Domain.FISCAL], "Goods went missing.", "Customs Act, section 40")
        record_infringement(session, operator, found, by=make.case_officer())

    page = look(on=["12", "3", "2026"], at="14:30")

    assert cells(page, "Fiscal figure")[1].endswith("Changed")
    assert "I20 serious infringement, final decision" in cells(page, "Reasons")[1]
    assert cells(page, "Name")[1] == operator.name


def test_before_the_moment_came_the_page_says_so(look):
    page = look(on=["1", "3", "2026"], at="9:00")

    assert "As known then:" in page
    assert "Nothing was held at that moment." in page


def test_the_policy_name_and_figures_of_the_time_are_shown(look, operator):
    page = look(on=["12", "3", "2026"], at="14:30")

    assert cells(page, "Name") == [operator.name, operator.name]
    assert re.fullmatch(r"−\d+, band [ABCD]", cells(page, "Fiscal figure")[0])
    assert cells(page, "Policy") == ["2026.1", "2026.1"]


def test_by_its_receipt_an_answer_is_shown_again(look):
    status, credit = receipts_of(look(on=["2", "4", "2026"], at="14:30"))[:2]

    assert cells(look(receipt=f" {status[:40]} {status[40:]} "), "Status") == ["Suspended"]
    assert cells(look(receipt=credit), "Fiscal figure") == ["0, closed by G02"]


def test_a_receipt_about_another_operator_is_not_shown_here(look, make, operator):
    receipt = receipts_of(look(on=["2", "4", "2026"], at="14:30"))[0]

    page = look(about=make.operator(), receipt=receipt)

    assert f"This is a receipt about {operator.tin}." in page


def test_what_is_no_receipt_is_said_to_be_none(look):
    assert "This is no receipt of this portal" in look(receipt="AAAA")


def test_beyond_what_is_known_nothing_is_guessed(look):
    page = look(on=["1", "1", "2027"], at="14:30")

    assert re.search(r"What is known holds until \d+ \w+ 2026 at \d\d:\d\d \(UTC\)", page)
    assert "As known then" not in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"on": ["31", "2", "2026"], "at": "14:30"}, "Write a real date"),
        ({"on": ["1", "4", "2026"], "at": "25:00"}, "Write the time like"),
    ],
)
def test_what_is_no_moment_is_told_at_its_field(look, query, said):
    page = look(**query)

    assert said in page
    assert "There is a problem" in page


def test_a_moment_long_ago_is_asked_without_harm(look):
    assert "Nothing was held at that moment." in look(on=["1", "1", "1"], at="00:00")


def test_the_page_asks_little(look, queries):
    look(on=["2", "4", "2026"], at="14:30")

    assert len(queries) <= 15
