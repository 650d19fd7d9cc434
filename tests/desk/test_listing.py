"""The list of all cases."""

from datetime import timedelta

import pytest

from app.applications.states import State
from app.core import clock
from app.desk.listing import Order, Wanted, listed
from app.desk.words import Whose


def ago(days):
    return clock.now() - timedelta(days=days)


@pytest.fixture
def officer(make):
    return make.case_officer()


@pytest.fixture
def cases(make, officer):
    """The older one has more time: it was asked about."""
    older = make.case(
        make.operator(name="Zebra Lines", tin="ZZ5000000001"),
        officer=officer,
        submitted_at=ago(40),
        accepted_on=clock.today() - timedelta(days=40),
        reference="AEO-2026-000901",
    )
    make.request(older, asked_at=ago(30), due_on=clock.today())
    newer = make.case(
        make.operator(name="Anchor Works"),
        submitted_at=ago(20),
        accepted_on=clock.today() - timedelta(days=20),
        reference="AEO-2026-000902",
    )
    make.application(state=State.DRAFT)
    return {"older": older.id, "newer": newer.id}


def ids(session, viewer, **wanted):
    return list(session.scalars(listed(viewer, Wanted(**wanted))))


@pytest.mark.parametrize(
    ("order", "first"),
    [(Order.OLDEST, "older"), (Order.NEWEST, "newer"), (Order.OPERATOR, "newer"), (Order.LEGAL, "newer")],
)
def test_cases_are_sorted(session, officer, cases, order, first):
    assert ids(session, officer, order=order)[0] == cases[first]


def test_a_draft_is_the_traders_own(session, officer, cases):
    assert set(ids(session, officer, closed=True)) == set(cases.values())


def test_closed_cases_are_listed_where_asked_for(session, make, officer):
    closed = make.application(state=State.NOT_ACCEPTED)

    assert ids(session, officer) == []
    assert ids(session, officer, closed=True) == ids(session, officer, state=State.NOT_ACCEPTED) == [closed.id]


def test_ones_own_and_those_nobody_took(session, make, officer, cases):
    loose = make.application(state=State.SUBMITTED)

    assert ids(session, officer, whose=Whose.MINE) == [cases["older"]]
    assert ids(session, officer, whose=Whose.UNASSIGNED) == [loose.id]


@pytest.mark.parametrize("text", ["zebra", "ZZ5000000001", "AEO-2026-000901", "000901"])
def test_a_case_is_found_by_its_business_and_its_number(session, officer, cases, text):
    assert ids(session, officer, text=text) == [cases["older"]]
