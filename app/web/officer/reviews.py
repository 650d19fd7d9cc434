"""Yearly reviews that holders signed, and what customs makes of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms.validators import InputRequired

from app.core import clock
from app.core.errors import allow
from app.desk import past
from app.desk.past import Past
from app.extensions import db
from app.history.models import Event
from app.monitoring import policy, reviews, service
from app.monitoring.models import Review
from app.monitoring.shown import shown
from app.monitoring.states import ReviewState
from app.web.fields import RadioField, TextAreaField
from app.web.officer import officer
from app.web.officer.acting import ActForm, first_sending, sent
from app.web.officer.case_past import line
from app.web.officer.look import KEYS, box, group, is_overtaken, within
from app.web.review import compared, parts_of
from app.web.timeline import Line

NOTE, ASK = "note", "ask"
LOOKED_AT = (ReviewState.SENT, ReviewState.ASKED)


class LookForm(ActForm):
    """Looked at, or asked about."""

    outcome = RadioField(
        "What you make of it",
        [InputRequired("Choose one")],
        choices=[(NOTE, "Looked at: nothing more to ask"), (ASK, "Ask the business about it")],
        render_kw=group("What you make of it", KEYS, hint=None),
    )
    text = TextAreaField(
        "What you write to the business",
        within(20_000),
        description="Needed for a question. If a finding or a visit follows, say so",
        render_kw=box(rows=4),
    )


def find_review(review_id: UUID) -> Review:
    return db.session.scalars(reviews.whole(current_user.user, review_id)).one()


@officer.get("/reviews/<uuid:review_id>")
def show_review(review_id: UUID) -> str:
    review = find_review(review_id)
    return show(review, LookForm(formdata=None, data={"version": review.version}))


@officer.post("/reviews/<uuid:review_id>/look")
def look_at_review(review_id: UUID) -> ResponseReturnValue:
    first_sending()
    review, there = find_review(review_id), url_for(".show_review", review_id=review_id)
    allow(policy.can_look_at(current_user.user), "Case officers and auditors look at yearly reviews.")
    form = LookForm()
    overtaken, asks = is_overtaken(form, review.version), form.outcome.data == ASK

    def act(session: Session) -> None:
        verb = service.ask if asks else service.note
        verb(session, review, by=current_user.user, text=form.text.data or "")

    done = "The business is asked by letter." if asks else "The review is looked at. The business is told."
    answer = None if overtaken else sent(form, there, act, done)
    return answer or (show(review, form, overtaken=overtaken), 409 if overtaken else 200)


def show(review: Review, form: LookForm, *, overtaken: bool = False) -> str:
    """What was signed, changed parts first; before that what the business would be shown, and not what it has written so far."""
    since, answer_by = reviews.since(db.session, review), reviews.answer_by(review)
    may_look = policy.can_look_at(current_user.user) and review.state in LOOKED_AT
    lines = shown(db.session, review.operator) if review.shown is None else review.shown
    return render_template(
        "officer/reviews/show.html",
        review=review,
        parts=sorted(parts_of(review, lines, news(review, since)), key=lambda one: not (review.sent_at and one.said)),
        since=since,
        asked=reviews.asked_about(db.session, review),
        form=form if may_look else None,
        answer_by=answer_by,
        is_late=answer_by is not None and answer_by < clock.today(),
        overtaken=overtaken,
        unsent=(form.text.data or "") if overtaken else "",
    )


def news(review: Review, since: datetime) -> list[tuple[Event, Line]]:
    """What changed in the portal between the two signatures, the newest first."""
    found = compared(past.of_operator(current_user.user, review.operator_id), review, since)
    return [(one.event, line(one, None)) for one in (Past(*row) for row in db.session.execute(found))]
