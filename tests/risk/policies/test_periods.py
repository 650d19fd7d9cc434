from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.errors import NotAllowed
from app.history.kinds import Kind
from app.history.models import Event
from app.risk.policies import queries, service
from app.risk.policies.states import State

DAY = timedelta(days=1)


@pytest.fixture
def first(session):
    return queries.find(session, "2026.1")


@pytest.fixture
def second(session, content, manager, decider):
    """In force since now."""
    row = service.propose(session, content(effective_from="2026-02-01"), by=manager)
    service.approve(session, row, by=decider)
    return row


def test_rolling_back_is_a_further_period_of_an_earlier_policy(session, first, second, decider):
    before = clock.now()

    service.put_in_force(session, first, by=decider, reason="Too many files")

    assert queries.in_force(session).id == "2026.1"
    assert queries.policy_at(session, before).id == "2027.1"
    event = session.scalars(select(Event).where(Event.about_id == first.id, Event.kind == Kind.POLICY_SCHEDULED)).one()
    assert (event.by_id, event.facts["reason"]) == (decider.id, "Too many files")


def test_what_is_in_force_at_a_moment_depends_on_when_it_is_asked(session, first, second, decider):
    known, moment = clock.now(), clock.now() + 3 * DAY

    service.put_in_force(session, first, by=decider, from_at=moment, reason="From Friday on")

    assert queries.policy_at(session, moment).id == "2026.1"
    assert queries.policy_at(session, moment, known_at=known).id == "2027.1"


def test_a_day_to_come_is_called_off_by_a_later_row(session, first, approved, decider):
    [period] = queries.ahead(session, clock.now())

    service.put_in_force(session, first, by=decider, from_at=period.from_at, reason="Not yet")

    assert [one.row.code for one in queries.ahead(session, clock.now())] == ["2026.1"]
    assert queries.policy_at(session, period.from_at + DAY).id == "2026.1"


def test_before_the_first_period_the_first_policy_stands(session):
    assert queries.policy_at(session, clock.now() - 4_000 * DAY).id == "2026.1"
    assert queries.policy_at(session, clock.now(), known_at=clock.now() - 4_000 * DAY).id == "2026.1"


def test_nothing_comes_into_force_in_the_past(session, approved, decider):
    with pytest.raises(service.InThePast):
        service.put_in_force(session, approved, by=decider, from_at=clock.now() - DAY, reason="x")


def test_nor_what_is_in_force_already(session, first, decider):
    with pytest.raises(service.InForceAlready):
        service.put_in_force(session, first, by=decider, reason="x")


def test_nor_what_nobody_approved(session, proposed, decider):
    with pytest.raises(service.NotApproved):
        service.put_in_force(session, proposed, by=decider, reason="x")


def test_not_everybody_puts_policies_in_force(session, approved, make):
    with pytest.raises(NotAllowed):
        service.put_in_force(session, approved, by=make.officer(), reason="x")


def test_an_approved_policy_that_nobody_needs_is_retired(session, first, second, decider):
    service.retire(session, first, by=decider, reason="Superseded")

    assert first.state is State.RETIRED
    assert session.scalars(select(Event.kind).where(Event.about_id == first.id)).all() == [Kind.POLICY_RETIRED]


def test_a_policy_in_force_or_to_come_is_not_retired(session, first, approved, decider):
    for row in (first, approved):
        with pytest.raises(service.StillNeeded):
            service.retire(session, row, by=decider)


def test_not_everybody_retires(session, first, second, make):
    with pytest.raises(NotAllowed):
        service.retire(session, first, by=make.officer())
