"""What the status brought, as the business reads it."""

import pytest

from app.core import clock
from app.programme.words import AuthorisationType
from app.reactions import committing, republish
from app.statistics.refresh import refresh
from tests.outcomes.telling import ERROR
from tests.statistics.told import LOOKED_AT, many, month, peer, tell


@pytest.fixture
def holder(make, session):
    with clock.at(month(20)):
        operator = make.operator(people=25, roles=["IMP"])
        make.authorisation(operator, AuthorisationType.AEOC)
        republish(session, [operator.id])
    session.commit()
    return operator


@pytest.fixture
def browser(sign_in, make, holder):
    return sign_in(make.signatory(holder))


def test_before_the_first_month_the_page_says_what_will_stand_there(browser):
    page = browser.get("/operator/benefits").text

    assert "Nothing to compare yet" in page
    assert "None. Only material errors" in page


def test_promised_and_delivered_stand_side_by_side(browser, session, holder):
    with committing(session):
        ours = [*many(490, holder), *many(10, holder, **LOOKED_AT)]
        tell(session, ours, many(900, peer, hours=20), many(100, peer, **LOOKED_AT))
        refresh(session)

    page = browser.get("/operator/benefits").text
    assert "As importer: 500 declarations" in page
    assert "2.0\u202f% (1.1 to 3.6\u202f%)" in page
    assert "Better than the others, by more than chance explains." in page
    assert "Something in the declaration called for a look. What it was is not told." in page
    assert "Pay later" in page


def test_of_single_controls_nothing_is_told_but_errors_that_count(browser, session, holder):
    chosen, drawn = many(1, holder, **ERROR | {"selection": "targeted"}), many(1, holder, **ERROR)
    with committing(session):
        tell(session, chosen, drawn)

    page = browser.get("/operator/benefits").text
    assert drawn[0].reference in page
    assert chosen[0].reference not in page
