"""What was known is kept for good, also of the time before it was kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.authorisations.states import State
from app.core import clock
from app.programme.words import AuthorisationType
from app.reactions import republish
from app.register.past import keeping
from app.register.past.models import Publication, StatusPeriod
from migrations import known_so_far
from tests.register.conftest import NOON
from tests.risk.histories import History

SHAPE = (
    "status",
    "since",
    "effective_from",
    "effective_to",
    "suspended_until",
    "valid_from",
    "valid_to",
    "known_from",
    "known_to",
)


@pytest.fixture
def history(session, make):
    """One that knows every verb."""
    history = History(session, make)
    steps = ("suspend_a_while", "end", "suspend", "reinstate", "revoke", "grant", "suspend_a_while", "reinstate")
    for verb in steps:
        history.wait(days=11, hours=5)
        history.happen(verb)
    history.wait(minutes=1)
    history.happen("grant", AuthorisationType.AEOS)
    return history


def shapes(rows):
    return sorted([tuple(row[name] for name in SHAPE) for row in rows], key=str)


def kept(session, authorisation):
    rows = session.scalars(select(StatusPeriod).where(StatusPeriod.authorisation_id == authorisation.id))
    return [{name: getattr(row, name) for name in SHAPE} for row in rows]


def test_what_happened_before_it_was_kept_is_told_from_the_events_as_it_would_have_been_kept(session, history):
    session.flush()
    events = session.connection().execute(known_so_far.EVENTS).all()
    authorisations = session.connection().execute(known_so_far.AUTHORISATIONS).all()

    assert len(authorisations) == 3
    for row in authorisations:
        told = known_so_far.of_authorisation(row, [event for event in events if event.about_id == row.id])
        assert shapes(told) == shapes(kept(session, row))


def test_one_that_came_without_events_is_known_as_its_row_says(session, make, noon):
    begun = clock.today() - timedelta(days=100)
    held = make.authorisation(state=State.SUSPENDED, granted_on=begun, effective_from=begun, suspended_on=clock.today())
    republish(session, [held.operator_id])
    row = session.connection().execute(known_so_far.AUTHORISATIONS).one()

    told = list(known_so_far.of_authorisation(row, []))

    without = [{**one, "known_from": None} for one in told]
    assert shapes(without) == shapes([{**one, "known_from": None} for one in kept(session, held)])
    assert [one["status"] for one in told] == ["valid", "suspended"]


def test_each_publication_before_is_one_of_a_computation(session, history):
    session.flush()
    kept = session.scalars(select(Publication).order_by(Publication.known_from)).all()

    told = session.execute(text(f"SELECT * FROM ({known_so_far.PUBLISHED}) told ORDER BY known_from")).all()

    assert [(one.computation_id, one.known_from) for one in told] == [(one.computation_id, one.known_from) for one in kept]
    assert (told[-1].seq, told[-1].name, {one.seq for one in told[:-1]}) == (kept[-1].seq, history.operator.name, {0})


def test_a_renewal_that_changes_no_status_writes_no_period(session, make, noon):
    held = make.authorisation()
    republish(session, [held.operator_id])
    before = len(kept(session, held))

    with clock.at(NOON + timedelta(days=6)):
        republish(session, [held.operator_id])

    assert len(kept(session, held)) == before
    assert len(session.scalars(select(Publication)).all()) == 2


def test_what_is_published_twice_at_one_moment_has_two(session, make, noon):
    held = make.authorisation()

    for _ in range(3):
        republish(session, [held.operator_id])

    moments = session.scalars(select(Publication.known_from).order_by(Publication.known_from)).all()
    assert moments == [NOON, NOON + keeping.TICK, NOON + 2 * keeping.TICK]


def test_a_clock_that_was_set_back_makes_no_knowledge_older_than_what_it_follows(session, make, noon):
    held = make.authorisation()
    republish(session, [held.operator_id])

    with clock.at(NOON - timedelta(hours=1)):
        held.state, held.suspended_on = State.SUSPENDED, clock.today()
        republish(session, [held.operator_id])

    known = session.scalars(select(StatusPeriod).where(StatusPeriod.known_to.is_(None)).order_by(StatusPeriod.valid_from)).all()
    assert [one.status for one in known] == ["valid", "suspended"]
    assert known[1].known_from > NOON


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_period SET valid_to = now()",
        "UPDATE register_period SET known_to = known_from + interval '1 day' WHERE known_to IS NOT NULL",
        "DELETE FROM register_period",
        "UPDATE register_publication SET name = 'Another'",
        "DELETE FROM register_publication",
    ],
)
def test_nobody_rewrites_what_was_known_not_even_a_superuser(server, committed, statement):
    from sqlalchemy import create_engine

    from tests.makers import Maker

    held = Maker(committed).authorisation()
    republish(committed, [held.operator_id])
    held.state, held.suspended_on = State.SUSPENDED, clock.today()
    republish(committed, [held.operator_id])
    committed.commit()

    engine = create_engine(server.url("aeo_fresh", user="postgres"))
    with Session(engine, info={"isolated": False}) as session, pytest.raises(DBAPIError, match=r"never|chang"):
        session.execute(text(statement))
    engine.dispose()
