"""What the calendar asks about yearly reviews: opened, reminded of twice, and counted once the second reminder went out."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.alerts.reviews import reminded_twice
from app.monitoring import reviews, service
from app.monitoring.models import Review
from app.monitoring.states import ReviewState
from app.worker.working import each, tasks, work


@tasks.periodic(cron="23 * * * *")
@tasks.task(name="review_yearly", queueing_lock="review_yearly")
def review_yearly(timestamp: int) -> None:
    """Each step in a transaction of its own; what was done an hour ago is left alone."""
    with work() as session:
        holders = [operator_id for operator_id, _ in reviews.to_open(session)]
        due, gone_out = reviews.to_remind(session), dict(reminded_twice(session))

    def count_late(session: Session, review_id: UUID) -> None:
        review = session.get_one(Review, review_id, with_for_update=True)
        if review.state is ReviewState.OPEN and review.late_from is None:
            service.count_late(session, review, reminded_on=gone_out[review_id])

    each(holders, open_review)
    each(due, remind)
    each(gone_out, count_late)


def open_review(session: Session, operator_id: UUID) -> None:
    for _, due_on in reviews.to_open(session, operator_id):
        service.open_review(session, operator_id, due_on)


def remind(session: Session, review_id: UUID) -> None:
    if review := reviews.one_to_remind(session, review_id):
        service.remind(session, review)
