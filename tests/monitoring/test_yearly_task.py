"""The worker opens reviews, reminds of them, and counts one only once the second reminder has really gone out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.alerts.models import Letter
from app.authorisations.models import Authorisation
from app.authorisations.states import State as Authorised
from app.core import clock
from app.history.kinds import Kind
from app.history.models import Event
from app.history.service import record
from app.monitoring.models import Review
from app.monitoring.states import ReviewState
from app.programme.rules import rules
from app.reactions import REACTIONS, close_review, react
from app.risk import queries as risk
from tests.makers import Maker

NOW = clock.now()
TODAY = clock.today()


@pytest.fixture
def work(database, monkeypatch):
    """`work(days)` is the task of the worker so many days from now, on this database."""
    from app import worker
    from app.config import settings
    from app.worker.reviewing import review_yearly

    monkeypatch.setenv("DATABASE_URL", database)
    settings.cache_clear()
    worker.engine.cache_clear()

    def done(days):
        with clock.at(NOW + timedelta(days=days)):
            review_yearly(0)

    yield done
    worker.engine().dispose()
    worker.engine.cache_clear()
    settings.cache_clear()


@pytest.fixture
def holder(committed):
    """Held for three years in thirty days."""
    make = Maker(committed)
    operator = make.operator()
    make.signatory(operator)
    anniversary = TODAY + timedelta(days=30)
    make.authorisation(operator, effective_from=anniversary.replace(year=anniversary.year - 3, day=min(anniversary.day, 28)))
    return operator


def post(session, days):
    """The letters that wait go out on that day."""
    session.expire_all()
    with clock.at(NOW + timedelta(days=days)):
        for event in session.scalars(select(Event).order_by(Event.position)).all():
            react(session, event)
        for letter in session.scalars(select(Letter).where(Letter.sent_at.is_(None))):
            letter.sent_at = clock.now()
    session.commit()


def of(session, holder):
    session.expire_all()
    return session.scalars(select(Review).where(Review.operator_id == holder.id)).one()


def kinds(session, holder):
    session.expire_all()
    mine = select(Event.kind).where(Event.operator_id == holder.id).order_by(Event.position)
    return session.scalars(mine).all()


def test_from_the_window_to_the_day_it_counts(committed, holder, work):
    work(0)
    review, due = of(committed, holder), (of(committed, holder).due_on - TODAY).days
    assert review.state is ReviewState.OPEN

    second = due + rules().review.second_reminder
    for day in (due, due, second, second, second + 20):
        work(day)
    assert kinds(committed, holder) == [Kind.REVIEW_OPENED, Kind.REVIEW_REMINDED, Kind.REVIEW_REMINDED_AGAIN]
    assert of(committed, holder).late_from is None, "the second reminder has not gone out"

    post(committed, second + 21)
    work(second + 22)
    counts = TODAY + timedelta(days=second + 21 + rules().review.last_call)
    assert of(committed, holder).late_from == counts
    known = risk.latest(committed, holder.id)
    assert known.next_change_at == clock.start_of(counts), "the credit knows the day ahead"

    work(second + 40)
    assert kinds(committed, holder).count(Kind.REVIEW_COUNTS) == 1


def test_where_nobody_could_be_reminded_nothing_counts(committed, holder, work):
    make = Maker(committed)
    alone = make.operator()
    make.member(alone, MembershipRole.VIEWER)
    make.authorisation(alone)
    make.review(alone, due_on=TODAY - timedelta(days=60), reminded_on=TODAY - timedelta(days=60))

    work(0)
    post(committed, 0)
    work(30)

    assert of(committed, alone).reminded_again_on == TODAY
    assert of(committed, alone).late_from is None


def test_who_gives_up_the_last_authorisation_owes_none(committed, holder):
    make = Maker(committed)
    review, (held,) = make.review(holder), committed.scalars(select(Authorisation).where(Authorisation.operator_id == holder.id))
    event = record(committed, Kind.AUTHORISATION_REVOKED, about=held, by=None)

    close_review(committed, event)
    assert review.state is ReviewState.OPEN, "it is still held"

    held.state, held.ended_on = Authorised.REVOKED, TODAY
    close_review(committed, event)
    assert review.state is ReviewState.LAPSED
    assert close_review in REACTIONS[Kind.AUTHORISATION_REVOKED]
