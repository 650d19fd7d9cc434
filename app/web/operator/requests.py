"""What customs asks of the business, and the answers."""

from __future__ import annotations

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError

from app.applications import policy, service
from app.applications.models import Application, Request
from app.applications.states import RequestState, State
from app.assessment.queries import request_of
from app.core import once
from app.core.errors import Invalid, WrongState
from app.extensions import db, transaction
from app.web.fields import TextAreaField
from app.web.lengths import Length
from app.web.operator import operator
from app.web.operator.business_forms import box
from app.web.operator.enclosing import EnclosingForm, enclosed, enclosures

LONGEST = 20_000


class AnswerForm(EnclosingForm):
    reply = TextAreaField(
        "Your answer", [Length(max=LONGEST, message=f"Write at most {LONGEST:,} characters")], render_kw=box(rows=8)
    )


def find_request(request_id: UUID) -> Request:
    known = (
        joinedload(Request.application).joinedload(Application.edition),
        joinedload(Request.asked_by),
        joinedload(Request.answered_by),
    )
    mine = request_of(current_user.user, request_id).where(Request.operator_id == g.membership.operator_id)
    request = db.session.scalars(mine.options(*known)).one()
    if not policy.can_read_request(current_user.user, request):
        raise NoResultFound
    return request


@operator.get("/requests")
def list_requests() -> str:
    """Those that wait for an answer first, by their day; then the others, the newest first."""
    mine = policy.visible_to(current_user.user).with_only_columns(Application.id)
    asked = select(Request).where(
        Request.operator_id == g.membership.operator_id,
        Request.application_id.in_(mine.where(Application.submitted_at.is_not(None))),
    )
    known = joinedload(Request.application).joinedload(Application.edition)
    newest = db.session.scalars(asked.options(known).order_by(Request.asked_at.desc(), Request.id))
    found = [one for one in newest if policy.can_read_request(current_user.user, one)]
    open_ = sorted((one for one in found if is_waiting(one)), key=lambda one: one.due_on)
    closed = [one for one in found if not is_waiting(one)]
    return render_template("operator/requests/list.html", open=open_, closed=closed)


@operator.route("/requests/<uuid:request_id>", methods=["GET", "POST"])
def answer_request(request_id: UUID) -> ResponseReturnValue:
    """Answered once; afterwards the page is for reading."""
    request, form = find_request(request_id), AnswerForm()
    here = url_for(".answer_request", request_id=request_id)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, here)
                documents = enclosed(session, form)
                service.answer_request(session, request, by=current_user.user, reply=form.reply.data or "", documents=documents)
        except Invalid as error:
            form.refuse(error)
        except (WrongState, StaleDataError):
            return show(find_request(request_id), form, unsent=form.reply.data or ""), 409
        else:
            flash("Your answer has been sent to customs.")
            return redirect(here, 303)
    return show(request, form)


def show(request: Request, form: AnswerForm, unsent: str = "") -> str:
    may_answer = is_waiting(request) and policy.can_answer_request(current_user.user, request)
    if may_answer:
        form.offer()
    return render_template(
        "operator/requests/answer.html",
        request_=request,
        is_waiting=is_waiting(request),
        form=form if may_answer else None,
        files=enclosures([request.id]).get(request.id, []),
        unsent=unsent,
    )


def is_waiting(request: Request) -> bool:
    """Customs waits for an answer as long as it assesses."""
    return request.state is RequestState.OPEN and request.application.state is State.UNDER_ASSESSMENT
