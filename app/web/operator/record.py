"""What stands against the business, and what it disputes of it."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.validators import InputRequired

from app.compliance import policy, service
from app.compliance.against import Against, against
from app.compliance.models import Dispute
from app.compliance.words import Disputable
from app.core import once
from app.core.errors import Invalid, WrongState
from app.extensions import db, transaction
from app.history.models import Event
from app.programme.words import Role
from app.risk import queries
from app.risk.policies.queries import in_force
from app.risk.queries import errors_since
from app.risk.weight import counts_until
from app.web.costs import costs_of
from app.web.fields import TextAreaField
from app.web.forms import CreateForm
from app.web.lengths import Length
from app.web.operator import operator
from app.web.operator.business_forms import box

LONGEST = 20_000


class DisputeForm(CreateForm):
    reason = TextAreaField(
        "What is wrong with it?",
        [
            InputRequired("Say what is wrong with it: customs decides on what you write"),
            Length(max=LONGEST, message=f"Write at most {LONGEST:,} characters"),
        ],
        description="Say what happened instead, and what shows it",
        render_kw=box(rows=6),
    )


def facts() -> list[Against]:
    return against(db.session, current_user.user, g.membership.operator_id, errors_since=errors_since(db.session))


def may_dispute() -> bool:
    return policy.can_dispute(current_user.user, g.membership.operator_id)


@operator.get("/record")
def show_record() -> str:
    policy, known = in_force(db.session), facts()
    errors = [(one, thing.facts) for one in known if isinstance(thing := one.thing, Event)]
    return render_template(
        "operator/record/show.html",
        facts=[one for one in known if one.fact.about is not Disputable.CHECK],
        errors=[(one, Role(told["as"]).label, counts_until(one, policy)) for one, told in errors],
        checks={one.fact.about_id: one.fact.reference for one, _ in errors if one.doubt.counts},
        costs=costs_of(queries.latest(db.session, g.membership.operator_id)),
        policy=policy,
        may_dispute=may_dispute(),
        too_often=service.DisputedTooOften(),
    )


@operator.route("/record/<uuid:about_id>/dispute", methods=["GET", "POST"])
def dispute_fact(about_id: UUID) -> ResponseReturnValue:
    one, form, there = find_fact(about_id), DisputeForm(), url_for(".show_record")
    if request.method == "GET" and not one.may_be_disputed:
        return redirect(there)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, there)
                service.dispute(session, one.fact, by=current_user.user, reason=form.reason.data or "")
        except Invalid as error:
            form.refuse(error)
        except WrongState as error:
            return show_dispute(one, None, unsent=form.reason.data or "", why=str(error)), 409
        else:
            flash("You have disputed it. Customs decides, and tells you.")
            return redirect(there, 303)
    return show_dispute(one, form if may_dispute() else None)


def show_dispute(one: Against, form: DisputeForm | None, unsent: str = "", why: str = "") -> str:
    page = {"one": one, "form": form, "waits": in_force(db.session).dispute_days, "unsent": unsent, "why": why}
    return render_template("operator/record/dispute.html", **page)


def find_fact(about_id: UUID) -> Against:
    return next((one for one in facts() if one.fact.about_id == about_id), None) or abort(404)


@operator.post("/disputes/<uuid:dispute_id>/take-back")
def take_back_dispute(dispute_id: UUID) -> ResponseReturnValue:
    mine = policy.disputes_visible_to(current_user.user).where(Dispute.operator_id == g.membership.operator_id)
    dispute = db.session.scalars(mine.where(Dispute.id == dispute_id)).one()
    with transaction() as session:
        service.take_back(session, dispute, by=current_user.user)
    flash("You have taken the dispute back. The fact counts again.")
    return redirect(url_for(".show_record"), 303)
