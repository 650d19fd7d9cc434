"""Whatever happens in whatever order: a mirror that was led by the feed has the entries of the register."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.core.isolation import SYSTEM, enter
from app.reactions import republish
from app.register.feed import pages, unseen
from app.register.models import Entry
from tests.makers import Maker
from tests.register.feed.following import Follower

OPERATORS = 4
ONE = st.integers(0, OPERATORS - 1)
STEPS = st.one_of(
    st.tuples(st.just("publish"), ONE),
    st.tuples(st.just("hold"), ONE),
    st.tuples(st.just("commit"), ONE),
    st.tuples(st.just("roll back"), ONE),
    st.tuples(st.just("read"), st.integers(1, 5)),
)


class Story:
    """Transactions of several people at once, and a follower that begins in the middle with a snapshot."""

    def __init__(self, engine, operators):
        self.engine, self.operators = engine, operators
        self.held = {}
        self.follower = Follower(Session(engine))
        self.begin()

    def begin(self):
        with Session(self.engine.execution_options(isolation_level="REPEATABLE READ")) as session:
            enter(session, SYSTEM)
            self.follower.begin(entries(session), pages.head(session))

    def publish(self, number):
        if number not in self.held:
            self.hold(number)
            self.commit(number)

    def hold(self, number):
        if number not in self.held:
            self.held[number] = session = Session(self.engine)
            enter(session, SYSTEM)
            republish(session, [self.operators[number]])

    def commit(self, number):
        if session := self.held.pop(number, None):
            session.commit()
            session.close()

    def roll_back(self, number):
        if session := self.held.pop(number, None):
            session.close()

    def read(self, limit):
        self.follower.limit = limit
        assert self.follower.step() or self.follower.proves_itself()

    def end(self):
        for number in list(self.held):
            self.commit(number)
        self.follower.catch_up()
        self.follower.session.close()


def entries(session):
    return dict(session.execute(select(Entry.tin, Entry.seq)).all())


@pytest.fixture
def operators(committed):
    """The last of them is not in the register yet."""
    make = Maker(committed)
    made = [make.authorisation().operator_id for _ in range(OPERATORS)]
    republish(committed, made[:-1])
    committed.commit()
    return made


@pytest.fixture
def engine(database):
    engine = create_engine(database, pool_size=OPERATORS + 3)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("window", [2, unseen.WINDOW])
@tries(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, max_size=25))
def test_a_mirror_led_by_the_feed_equals_the_entries(engine, operators, window, monkeypatch, steps):
    monkeypatch.setattr(unseen, "WINDOW", window)
    story = Story(engine, operators)

    for what, number in steps:
        getattr(story, what.replace(" ", "_"))(number)
    story.end()

    with Session(engine) as session:
        enter(session, SYSTEM)
        assert story.follower.mirror == entries(session)
    assert len(story.follower.given) == len(set(story.follower.given))
