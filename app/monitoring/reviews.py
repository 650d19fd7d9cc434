"""Which yearly reviews there are, which are to be opened or reminded of, and since when changes are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Integer, Select, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import User
from app.authorisations.models import Authorisation
from app.authorisations.queries import is_valid
from app.authorisations.states import IN_FORCE
from app.core import clock
from app.history.kinds import Kind
from app.history.models import Event
from app.monitoring.models import Review
from app.monitoring.policy import reviews_visible_to
from app.monitoring.states import ReviewState
from app.programme.rules import rules


def whole(user: User, review_id: UUID) -> Select[Review]:
    """One review with its business and its people."""
    known = (Review.operator, Review.sent_by, Review.noted_by)
    return reviews_visible_to(user).where(Review.id == review_id).options(*(joinedload(one) for one in known))


def of_operator(user: User, operator_id: UUID) -> Select[Review]:
    """The newest first."""
    return reviews_visible_to(user).where(Review.operator_id == operator_id).order_by(Review.due_on.desc(), Review.id)


class Said(NamedTuple):
    """What customs asked about a review, or what the business answered."""

    at: datetime
    by: str
    text: str
    is_question: bool


def asked_about(session: Session, review: Review) -> list[Said]:
    """The oldest first."""
    query = select(Event, User.name).join(User, User.id == Event.by_id).where(Event.about_id == review.id)
    query = query.where(Event.kind.in_((Kind.REVIEW_QUESTIONED, Kind.REVIEW_ANSWERED))).order_by(Event.position)
    rows = session.execute(query)
    return [Said(one.at, name, str(one.facts["text"]), one.kind is Kind.REVIEW_QUESTIONED) for one, name in rows]


def answer_by(review: Review) -> date | None:
    """The last day to answer what customs asked; None while it asks nothing."""
    asked_at = review.asked_at or review.sent_at  # the code before the column may still have asked
    if review.state is not ReviewState.ASKED or asked_at is None:
        return None
    return clock.day_of(asked_at) + timedelta(days=rules().review.answer)


def owed_by(review: Review) -> date | None:
    """The day by which the business acts; None while it is not its turn."""
    return review.due_on if review.state is ReviewState.OPEN else answer_by(review)


def since(session: Session, review: Review) -> datetime:
    """The signature of the review before, else the end of the day of the first grant that is still in force."""
    earlier = select(func.max(Review.sent_at)).where(Review.operator_id == review.operator_id, Review.year < review.year)
    held = (Authorisation.operator_id == review.operator_id, Authorisation.state.in_(IN_FORCE))
    granted = select(func.min(Authorisation.granted_on)).where(*held)
    found: Any = session.execute(select(earlier.scalar_subquery(), granted.scalar_subquery())).one()
    sent_at, granted_on = found
    return sent_at or (clock.start_of(granted_on + timedelta(days=1)) if granted_on else review.opened_at)


def to_open(session: Session, operator_id: UUID | None = None) -> Sequence[tuple[UUID, date]]:
    """Holders whose day comes within the window, with that day, once a year and not while another review waits.

    A day that passed unnoticed is not asked for afterwards: nobody is late who was never asked.
    """
    today, held = clock.today(), Authorisation
    years = cast(func.date_part("year", func.age(today, func.min(held.effective_from))), Integer) + 1
    due = cast(func.min(held.effective_from) + func.make_interval(years), Date)
    ahead = and_(due > today, due <= today + timedelta(days=rules().review.opens_before))
    found = select(held.operator_id, due.label("due_on")).where(held.state.in_(IN_FORCE)).group_by(held.operator_id)
    found = found.having(func.bool_or(is_valid(today)), ahead)
    asked = found.where(held.operator_id == operator_id) if operator_id else found
    holders = asked.subquery().c
    same = or_(Review.state == ReviewState.OPEN, Review.year == func.date_part("year", holders.due_on))
    there = exists().where(Review.operator_id == holders.operator_id, same)
    rows: Any = session.execute(select(holders.operator_id, holders.due_on).where(~there).order_by(holders.operator_id))
    return [(operator, day) for operator, day in rows]


def to_remind(session: Session) -> Sequence[UUID]:
    """Those whose day has come, and some days later once more; only while something is valid."""
    return session.scalars(select(Review.id).where(*is_to_remind()).order_by(Review.due_on, Review.id)).all()


def one_to_remind(session: Session, review_id: UUID) -> Review | None:
    """One of them, locked; None if somebody else reminds, or it was sent."""
    query = select(Review).where(Review.id == review_id, *is_to_remind())
    return session.scalars(query.with_for_update(skip_locked=True)).one_or_none()


def is_to_remind() -> tuple[ColumnElement[bool], ...]:
    today = clock.today()
    first = and_(Review.reminded_on.is_(None), Review.due_on <= today)
    second = and_(
        Review.reminded_again_on.is_(None), Review.reminded_on <= today - timedelta(days=rules().review.second_reminder)
    )
    holds = exists().where(Authorisation.operator_id == Review.operator_id, is_valid(today))
    return Review.state == ReviewState.OPEN, or_(first, second), holds
