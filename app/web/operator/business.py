"""The business and what it says of itself: one form per thing."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.authorisations import queries as authorisations
from app.core import clock
from app.core.errors import Invalid, allow
from app.extensions import db, transaction
from app.monitoring import reviews
from app.operators import policy, queries, service
from app.operators.models import Operator
from app.programme.words import Mode, Role
from app.web.operator import operator
from app.web.operator.business_forms import ConsentForm, DetailsForm, RolesForm
from app.web.operator.standing import Standing
from app.web.stale import Difference, differences

DETAILS = ("name", "legal_form", "country", "street", "postcode", "city", "people", "established_on")


def find_business() -> Operator:
    return db.session.scalars(queries.whole(current_user.user, g.membership.operator_id)).one()


def find_business_to_describe() -> Operator:
    business = find_business()
    allow(policy.can_describe(current_user.user, business), "Only a signatory or an administrator may change this.")
    return business


@operator.get("/business")
def show_business() -> str:
    business, user = find_business(), current_user.user
    may = {"describe": policy.can_describe(user, business), "consent": policy.can_consent(user, business)}
    asked = [(one, reviews.owed_by(one)) for one in db.session.scalars(reviews.of_operator(user, business.id))]
    standing = Standing(authorisations.of_operator(db.session, business.id), clock.today())
    roles, modes = [role_of(code, standing) for code in business.roles], [Mode(code).label for code in business.modes]
    page = {"business": business, "may": may, "roles": roles, "modes": modes, "reviews": asked, "standing": standing}
    return render_template("operator/business/show.html", **page)


def role_of(code: str, standing: Standing) -> str:
    """With a word where it is suspended by itself."""
    under = standing.suspended_under(code)
    return f"{Role(code).label} (suspended: {under})" if under else Role(code).label


@operator.route("/business/details", methods=["GET", "POST"])
def describe_business() -> ResponseReturnValue:
    business = find_business_to_describe()
    form = DetailsForm(obj=business)
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := differences(form, business)):
        try:
            with transaction() as session:
                service.describe(session, business, by=current_user.user, **{name: form[name].data for name in DETAILS})
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The details are saved.")
            return redirect(url_for(".show_business"), 303)
    return render_template("operator/business/details.html", form=form, stale=stale), 409 if stale else 200


@operator.route("/business/roles", methods=["GET", "POST"])
def state_business_roles() -> ResponseReturnValue:
    business = find_business_to_describe()
    form = RolesForm(obj=business)
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := differences(form, business)):
        try:
            with transaction() as session:
                service.state_roles(session, business, by=current_user.user, roles=form.roles.data, modes=form.modes.data)
        except Invalid as error:
            form.refuse(error)
        else:
            flash("Roles and modes are saved. The questions of an application follow from them.")
            return redirect(url_for(".show_business"), 303)
    return render_template("operator/business/roles.html", form=form, stale=stale), 409 if stale else 200


@operator.route("/business/consent", methods=["GET", "POST"])
def consent_for_business() -> ResponseReturnValue:
    business = find_business()
    allow(policy.can_consent(current_user.user, business), "Only a signatory may decide on the public register.")
    said = "yes" if business.is_public else "no"
    form = ConsentForm(obj=business, data={"public": said})
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := differences(form, business, {"public": said})):
        verb = service.give_consent if form.public.data == "yes" else service.withdraw_consent
        with transaction() as session:
            verb(session, business, by=current_user.user)
        flash("Your decision on the public register holds from now on.")
        return redirect(url_for(".show_business"), 303)
    return render_template("operator/business/consent.html", form=form, stale=stale), 409 if stale else 200
