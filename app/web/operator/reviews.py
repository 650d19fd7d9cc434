"""The yearly review: looked at part by part, signed, and answered about."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm.exc import StaleDataError
from wtforms.validators import InputRequired

from app.alerts import past
from app.core import clock, once
from app.core.errors import Invalid, WrongState, allow
from app.desk.past import Past
from app.extensions import db, transaction
from app.history.models import Event
from app.monitoring import policy, reviews, service
from app.monitoring.models import Review
from app.monitoring.shown import fingerprint, shown
from app.monitoring.states import ReviewState
from app.programme.rules import rules
from app.web.fields import TextAreaField
from app.web.forms import CreateForm
from app.web.lengths import Length
from app.web.operator import operator
from app.web.operator.applications import signatories
from app.web.operator.business_forms import box
from app.web.operator.credit import credit_of
from app.web.operator.history import summary
from app.web.operator.review_form import Form, ReviewForm, stored
from app.web.review import compared, parts_of
from app.web.stale import Difference, differences
from app.web.timeline import Line

SIGN = "sign"


class AnswerForm(CreateForm):
    text = TextAreaField(
        "Your answer",
        [InputRequired("Write your answer"), Length(max=20_000, message="Write at most 20,000 characters")],
        render_kw=box(rows=5, spellcheck=True),
    )


def find_review(review_id: UUID) -> Review:
    mine = reviews.whole(current_user.user, review_id).where(Review.operator_id == g.membership.operator_id)
    return db.session.scalars(mine).one()


@operator.get("/reviews/<uuid:review_id>")
def show_review(review_id: UUID) -> str:
    review = find_review(review_id)
    return show(review, Form(data=stored(review) | {"version": review.version}), AnswerForm())


@operator.post("/reviews/<uuid:review_id>")
def send_review(review_id: UUID) -> ResponseReturnValue:
    """Kept as it is so far, or signed and sent."""
    review, here = find_review(review_id), url_for(".show_review", review_id=review_id)
    allow(policy.can_draft(current_user.user, review.operator_id), "You may read the review, but not answer it: ask a colleague.")
    if review.state is not ReviewState.OPEN:
        return too_late(review, here)
    form, signs = Form(), SIGN in request.form
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := found_stale(form, review)) and (not signs or form.is_complete()):
        try:
            keep(review, form, signs=signs)
        except Invalid as error:
            form.refuse(error)
        else:
            flash("Your review has been signed and sent to customs." if signs else "Kept. Customs sees nothing of it yet.")
            return redirect(here, 303)
    return show(find_review(review_id), form, AnswerForm(formdata=None), stale), 409 if stale else 200


def too_late(review: Review, here: str) -> ResponseReturnValue:
    """A colleague signed it meanwhile, or nothing is held any more: what only this page says is shown again."""
    unsent = [text for part, text in Form().said.items() if text and text != review.said.get(part.value)]
    if unsent:
        return show(review, Form(formdata=None), AnswerForm(formdata=None), unsent="\n\n".join(unsent)), 409
    lapsed = review.state is ReviewState.LAPSED
    flash("This review is not needed any more." if lapsed else "This review has been sent already.", "notice")
    return redirect(here, 303)


def found_stale(form: ReviewForm, review: Review) -> list[Difference]:
    return differences(form, review, stored(review) | {"is_true": form.is_true.data, "name": form.name.data})


def keep(review: Review, form: ReviewForm, *, signs: bool) -> None:
    with transaction() as session:
        service.save(session, review, by=current_user.user, said=form.said)
        if signs:
            service.send(session, review, by=current_user.user, name=form.name.data or "", seen=form.seen.data or "")


@operator.post("/reviews/<uuid:review_id>/answer")
def answer_review(review_id: UUID) -> ResponseReturnValue:
    review, here = find_review(review_id), url_for(".show_review", review_id=review_id)
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, here)
                service.answer(session, review, by=current_user.user, text=form.text.data)
        except Invalid as error:
            form.refuse(error)
        except (WrongState, StaleDataError):
            return show(find_review(review_id), Form(formdata=None), form, unsent=form.text.data), 409
        else:
            flash("Customs has your answer.")
            return redirect(here, 303)
    return show(find_review(review_id), Form(formdata=None), form)


def show(review: Review, form: ReviewForm, answering: AnswerForm, stale: list[Difference] | None = None, unsent: str = "") -> str:
    user, since = current_user.user, reviews.since(db.session, review)
    lines = shown(db.session, review.operator) if review.shown is None else review.shown
    form.seen.data, form.seen.raw_data = fingerprint(lines), None
    may_draft, is_open = policy.can_draft(user, review.operator_id), review.state is ReviewState.OPEN
    credit = credit_of(review.operator_id) if is_open and review.late_from else None
    may_sign, may_answer = policy.can_sign(user, review.operator_id), may_draft and review.state is ReviewState.ASKED
    page: dict[str, Any] = {
        "form": form if may_draft and is_open else answering if may_answer else None,
        "may_sign": may_sign,
        "signatories": signatories() if is_open and not may_sign else [],
        "cost": credit.at_stake.cost_of_review(review, clock.today()) if credit else "",
        "unsent": unsent,
        "answer_by": reviews.answer_by(review),
        "asked": [] if is_open else reviews.asked_about(db.session, review),
    }
    parts = parts_of(review, lines, news(review, since))
    return render_template(
        "operator/reviews/show.html", review=review, parts=parts, since=since, stale=stale, days=rules().review, sign=SIGN, **page
    )


def news(review: Review, since: datetime) -> list[tuple[Event, Line]]:
    """What changed in the portal between the two signatures, the newest first."""
    found = compared(past.of_operator(current_user.user, review.operator_id), review, since)
    return [(one.event, summary(one)) for one in (Past(*row) for row in db.session.execute(found))]
