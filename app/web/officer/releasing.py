"""A registration in wrong hands is released, so that the business itself can register."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.applications import service
from app.core.errors import Invalid, allow
from app.extensions import db
from app.operators import policy
from app.web.fields import TextAreaField
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.acting import acting, first_sending
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
    if form.validate_on_submit():
        try:
            with acting(form, there) as session:
                service.release(session, operator, by=current_user.user, reason=form.reason.data or "")
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The registration is released. The business can be registered anew.")
            return redirect(there, 303)
    return render_template("officer/operators/release.html", form=form, operator=operator, back=there)
