"""A person of several businesses chooses the one to work for."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from app.accounts import queries
from app.core.errors import allow
from app.extensions import db
from app.web.account import account
from app.web.account.arrival import first_page, next_page
from app.web.account.forms import Button


@account.get("/businesses")
@login_required
def choose_business() -> str:
    mine = db.session.scalars(queries.memberships_of(current_user.user))
    memberships = sorted(mine, key=lambda one: (one.operator.name, one.operator.tin))
    return render_template("account/businesses.html", form=Button(), memberships=memberships, chosen=session.get("operator"))


@account.post("/businesses/<uuid:operator_id>")
@login_required
def work_for_business(operator_id: UUID) -> ResponseReturnValue:
    """Only the cookie changes."""
    choose(operator_id)
    return redirect(first_page(current_user.user), 303)


@account.post("/businesses/<uuid:operator_id>/answers")
@login_required
def send_answers(operator_id: UUID) -> ResponseReturnValue:
    """Answers kept through sign-in go on to where they were meant for (307: with what was typed), for the business chosen now."""
    choose(operator_id)
    return redirect(next_page(current_user.user, request.args.get("to", "")), 307)


def choose(operator_id: UUID) -> None:
    allow(operator_id in current_user.user.operator_ids)
    session["operator"] = str(operator_id)
