"""A suspension ends by itself on its day: the worker says so, and the world sees it."""

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import select

from app.authorisations.states import State
from app.core import clock
from app.history.kinds import Kind
from app.history.models import Event
from app.register.models import Entry
from tests.makers import Maker


@pytest.fixture
def end_suspensions(database, monkeypatch):
    yield from task(database, monkeypatch, "end_suspensions")


def task(database, monkeypatch, name):
    """One task of the worker, on this database."""
    from app import worker
    from app.config import settings

    monkeypatch.setenv("DATABASE_URL", database)
    settings.cache_clear()
    worker.engine.cache_clear()
    yield lambda: getattr(worker, name)(0)
    worker.engine().dispose()
    worker.engine.cache_clear()
    settings.cache_clear()


@pytest.mark.parametrize(("days", "state"), [(0, State.GRANTED), (1, State.SUSPENDED)])
def test_on_its_day_it_is_valid_again(committed, end_suspensions, days, state):
    until = clock.today() + timedelta(days=days)
    authorisation = Maker(committed).authorisation(state=State.SUSPENDED, suspended_until=until)

    end_suspensions()

    committed.expire_all()
    assert authorisation.state is state


BROKEN = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$;
    CREATE TRIGGER refuse BEFORE UPDATE ON authorisation FOR EACH ROW WHEN (old.number = 'BROKEN') EXECUTE FUNCTION refuse()
"""


def test_one_that_cannot_be_ended_keeps_no_other_suspended(server, committed, end_suspensions):
    make, until = Maker(committed), {"state": State.SUSPENDED, "suspended_until": clock.today()}
    broken, sound = make.authorisation(number="BROKEN", **until), [make.authorisation(**until) for _ in range(2)]
    with psycopg.connect(server.url("aeo_fresh", user="aeo_owner")) as owner:
        owner.execute(BROKEN)

    with pytest.raises(ExceptionGroup, match="1 could not be done"):
        end_suspensions()

    committed.expire_all()
    assert broken.state is State.SUSPENDED
    assert {one.state for one in sound} == {State.GRANTED}


def test_it_is_told_once_and_published(committed, end_suspensions):
    Maker(committed).authorisation(state=State.SUSPENDED, suspended_until=clock.today())

    end_suspensions()
    end_suspensions()

    committed.expire_all()
    assert committed.scalars(select(Event.kind).where(Event.kind == Kind.SUSPENSION_ENDED)).all() == [Kind.SUSPENSION_ENDED]
    assert b'"valid"' in committed.scalars(select(Entry)).one().restricted.status
