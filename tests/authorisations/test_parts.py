"""What is done to a part, and what becomes of it when something is done to the whole."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.authorisations.service import end_part, reinstate_part, revoke, suspend, suspend_part
from app.authorisations.states import PartState, State, Status
from app.core import clock
from app.core.errors import WrongState
from app.history.kinds import Kind
from app.history.models import Event
from tests.authorisations.test_suspension_ends import task
from tests.makers import Maker


@pytest.fixture
def by(make):
    return make.decision_maker()


@pytest.fixture
def authorisation(make):
    return make.authorisation()


def suspended(session, authorisation, by, **part):
    part = {"roles": ["FWD"], "sites": ["ZZEXA"], "until": None} | part
    return suspend_part(session, authorisation, by=by, **part)


def test_the_whole_stays_valid_and_the_history_names_the_part(session, authorisation, by):
    part = suspended(session, authorisation, by, until=clock.today() + timedelta(days=5), ground="suspicion")

    assert authorisation.status is Status.VALID
    assert authorisation.suspended_parts == [part]
    event = session.scalars(select(Event).where(Event.kind == Kind.PART_SUSPENDED)).one()
    assert event.about_id == authorisation.id
    assert (event.facts["roles"], event.facts["sites"], event.facts["ground"]) == (["FWD"], ["ZZEXA"], "suspicion")


def test_one_of_two_is_lifted_and_the_other_lasts(session, authorisation, by):
    first, second = suspended(session, authorisation, by), suspended(session, authorisation, by, roles=[], sites=["ZZMIL"])

    reinstate_part(session, first, by=by)

    assert (first.state, first.ended_on) == (PartState.LIFTED, clock.today())
    assert authorisation.suspended_parts == [second]


def test_what_is_lifted_is_not_lifted_again_nor_ended(session, authorisation, by):
    part = suspended(session, authorisation, by)
    reinstate_part(session, part, by=by)

    with pytest.raises(WrongState):
        reinstate_part(session, part, by=by)
    with pytest.raises(WrongState):
        end_part(session, part)


def test_the_whole_is_suspended_over_a_part_which_outlasts_it(session, authorisation, by):
    part = suspended(session, authorisation, by)
    suspend(session, authorisation, by=by, until=clock.today() + timedelta(days=3))

    assert authorisation.status is Status.SUSPENDED
    assert authorisation.suspended_parts == [part]
    reinstate_part(session, part, by=by)
    assert authorisation.status is Status.SUSPENDED


@pytest.mark.parametrize("state", [State.SUSPENDED, State.REVOKED])
def test_of_what_is_not_in_force_as_a_whole_no_part_is_suspended(session, make, by, state):
    with pytest.raises(WrongState, match="as a whole"):
        suspended(session, make.authorisation(state=state), by)


def test_a_revocation_ends_what_was_suspended_of_it(session, authorisation, by):
    part = suspended(session, authorisation, by)

    revoke(session, authorisation, by=by)

    assert (part.state, part.ended_on, authorisation.suspended_parts) == (PartState.OVER, clock.today(), [])


@pytest.mark.parametrize(("days", "state"), [(0, PartState.OVER), (1, PartState.SUSPENDED)])
def test_on_its_day_it_ends_by_itself_and_is_told_once(database, monkeypatch, committed, days, state):
    make = Maker(committed)
    part = make.suspended_part(make.authorisation(), suspended_until=clock.today() + timedelta(days=days))

    for end in task(database, monkeypatch, "end_suspended_parts"):
        end()
        end()

    committed.expire_all()
    assert part.state is state
    told = committed.scalars(select(Event.kind).where(Event.kind == Kind.PART_SUSPENSION_ENDED)).all()
    assert len(told) == (state is PartState.OVER)
