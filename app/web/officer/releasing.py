"""A registration in wrong hands is released, so that the business itself can register."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.applications import service
from app.core.errors import allow
from app.extensions import db
from app.operators import policy
from app.web.fields import TextAreaField
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.acting import first_sending, sent
from app.web.officer.look import box, needed
from app.web.officer.operators import find_operator


class ReleaseForm(CreateForm):
    """Why, for whoever asks later."""

    reason = TextAreaField(
        "What you were shown",
        needed("Write what you were shown: it stays on record"),
        description="For example: an extract of the register, shown by a director of the business.",
        render_kw=box(rows=5),
    )


@officer.route("/operators/<uuid:operator_id>/release", methods=["GET", "POST"])
def release_operator(operator_id: UUID) -> ResponseReturnValue:
    allow(policy.can_release(current_user.user))
    first_sending()
    operator, form = find_operator(operator_id), ReleaseForm()
    there = url_for(".show_operator", operator_id=operator_id)
    if request.method == "GET" and (operator.released_at or service.has_case(db.session, operator)):
        return redirect(there)
    by = current_user.user

    def act(session: Session) -> None:
        service.release(session, operator, by=by, reason=form.reason.data or "")

    answer = sent(form, there, act, "The registration is released. The business can be registered anew.")
    return answer or render_template("officer/operators/release.html", form=form, operator=operator, back=there)
