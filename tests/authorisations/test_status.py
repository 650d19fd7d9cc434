"""What the world sees of an authorisation on a day, and when that changes by itself."""

from datetime import timedelta

import pytest

from app.authorisations import queries
from app.authorisations.policy import certificates_visible_to, visible_to
from app.authorisations.states import State, Status, next_change_after
from app.core import clock
from app.programme.words import AuthorisationType

TODAY = clock.today()


def day(number):
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("state", "dates", "status"),
    [
        (State.GRANTED, {}, Status.VALID),
        (State.GRANTED, {"effective_from": day(1)}, Status.NOT_YET_VALID),
        (State.GRANTED, {"effective_from": day(0)}, Status.VALID),
        (State.GRANTED, {"effective_to": day(1)}, Status.VALID),
        (State.GRANTED, {"effective_to": day(0)}, Status.EXPIRED),
        (State.SUSPENDED, {}, Status.SUSPENDED),
        (State.SUSPENDED, {"suspended_until": day(1)}, Status.SUSPENDED),
        (State.SUSPENDED, {"suspended_until": day(0)}, Status.VALID),
        (State.SUSPENDED, {"effective_from": day(1)}, Status.NOT_YET_VALID),
        (State.REVOKED, {}, Status.REVOKED),
        (State.REVOKED, {"effective_to": day(-1)}, Status.REVOKED),
    ],
)
def test_the_status_follows_from_state_and_day(make, state, dates, status):
    assert make.authorisation(state=state, **dates).status is status


@pytest.mark.parametrize(
    ("state", "dates", "change"),
    [
        (State.GRANTED, {}, None),
        (State.GRANTED, {"effective_from": day(5)}, day(5)),
        (State.GRANTED, {"effective_from": day(5), "effective_to": day(3)}, day(3)),
        (State.SUSPENDED, {"suspended_until": day(7)}, day(7)),
        (State.REVOKED, {"effective_to": day(7)}, None),
    ],
)
def test_the_next_change_is_known_ahead(make, state, dates, change):
    assert next_change_after(make.authorisation(state=state, **dates), TODAY) == change


def test_all_there_ever_were_come_with_the_newest_of_each_type_first(session, make):
    operator = make.operator()
    old = make.authorisation(operator, state=State.REVOKED, granted_on=day(-900))
    new = make.authorisation(operator, granted_on=day(-10))
    security = make.authorisation(operator, AuthorisationType.AEOS)

    assert queries.of_operator(session, operator.id) == [new, old, security]


def test_in_force_is_what_is_granted_or_suspended(session, make):
    operator = make.operator()
    make.authorisation(operator, state=State.REVOKED)
    suspended = make.authorisation(operator, AuthorisationType.AEOS, state=State.SUSPENDED)

    assert queries.in_force(session, operator.id) == [suspended]


@pytest.mark.parametrize(("until", "is_over"), [(day(-1), True), (day(0), True), (day(1), False), (None, False)])
def test_a_suspension_is_over_on_the_day_that_was_set(session, make, until, is_over):
    authorisation = make.authorisation(state=State.SUSPENDED, suspended_until=until)

    assert (authorisation.id in queries.suspensions_over(session)) is is_over


def test_a_trader_sees_its_own_and_an_officer_all(session, make):
    mine, other = make.authorisation(), make.authorisation()
    trader = make.signatory(mine.operator)

    assert session.scalars(visible_to(trader)).all() == [mine]
    assert {mine, other} <= set(session.scalars(visible_to(make.auditor())))


def test_nobody_without_a_business_sees_a_certificate(session, make):
    assert session.scalars(certificates_visible_to(make.user())).all() == []
