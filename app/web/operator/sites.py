"""The sites of the business."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core import once
from app.core.errors import Invalid
from app.extensions import db, transaction
from app.operators import queries, service
from app.operators.models import Operator, Site
from app.web.forms import Form
from app.web.operator import operator
from app.web.operator.business import find_business_to_describe
from app.web.operator.business_forms import NewSiteForm, SiteFields
from app.web.stale import Difference, differences

TEXTS = ("name", "street", "postcode", "city", "country", "locode", "site_class", "contact_name", "contact_phone")


def find_site(site_id: UUID) -> tuple[Operator, Site]:
    business = find_business_to_describe()
    return business, db.session.scalars(queries.site(current_user.user, business.id, site_id)).one()


def facts_of(form: SiteFields) -> dict[str, Any]:
    return {name: form[name].data or "" for name in TEXTS} | {"roles": form.roles.data, "modes": form.modes.data}


def classes_of(business: Operator) -> list[str]:
    """The classes there are, to choose from while typing."""
    return sorted({site.site_class for site in business.open_sites if site.site_class})


@operator.route("/business/sites/new", methods=["GET", "POST"])
def add_site() -> ResponseReturnValue:
    business = find_business_to_describe()
    form = NewSiteForm(data={"country": business.country})
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.add_site(session, business, by=current_user.user, **facts_of(form))
                once.take(session, form.form_id.data, url_for(".show_business", _anchor="sites"))
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The site is saved.")
            return redirect(url_for(".show_business", _anchor="sites"), 303)
    return render_template("operator/sites/edit.html", form=form, site=None, classes=classes_of(business))


@operator.route("/business/sites/<uuid:site_id>", methods=["GET", "POST"])
def change_site(site_id: UUID) -> ResponseReturnValue:
    business, site = find_site(site_id)
    form = SiteFields(obj=site)
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := differences(form, site)):
        try:
            with transaction() as session:
                service.change_site(session, site, by=current_user.user, **facts_of(form))
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The site is saved.")
            return redirect(url_for(".show_business", _anchor="sites"), 303)
    page = render_template("operator/sites/edit.html", form=form, site=site, classes=classes_of(business), stale=stale)
    return page, 409 if stale else 200


@operator.route("/business/sites/<uuid:site_id>/close", methods=["GET", "POST"])
def close_site(site_id: UUID) -> ResponseReturnValue:
    (_, site), form = find_site(site_id), Form()
    if form.validate_on_submit():
        with transaction() as session:
            service.close_site(session, site, by=current_user.user)
        flash("The site is closed.")
        return redirect(url_for(".show_business", _anchor="sites"), 303)
    return render_template("operator/sites/close.html", form=form, site=site)
