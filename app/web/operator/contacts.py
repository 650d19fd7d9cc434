"""Whom customs reaches in the business."""

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
from app.operators.models import Contact
from app.operators.words import ContactPurpose
from app.web.forms import Form
from app.web.operator import operator
from app.web.operator.business import find_business_to_describe
from app.web.operator.business_forms import ContactFields, NewContactForm
from app.web.stale import Difference, differences


def find_contact(contact_id: UUID) -> Contact:
    business = find_business_to_describe()
    return db.session.scalars(queries.contact(current_user.user, business.id, contact_id)).one()


def facts_of(form: ContactFields) -> dict[str, Any]:
    texts = {name: form[name].data or "" for name in ("name", "email", "phone")}
    return texts | {"purpose": ContactPurpose(form.purpose.data)}


@operator.route("/business/contacts/new", methods=["GET", "POST"])
def add_contact() -> ResponseReturnValue:
    business, form = find_business_to_describe(), NewContactForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.add_contact(session, business, by=current_user.user, **facts_of(form))
                once.take(session, form.form_id.data, url_for(".show_business"))
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The contact is saved.")
            return redirect(url_for(".show_business"), 303)
    return render_template("operator/business/contact.html", form=form, contact=None)


@operator.route("/business/contacts/<uuid:contact_id>", methods=["GET", "POST"])
def change_contact(contact_id: UUID) -> ResponseReturnValue:
    contact = find_contact(contact_id)
    form = ContactFields(obj=contact)
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := differences(form, contact)):
        try:
            with transaction() as session:
                service.change_contact(session, contact, by=current_user.user, **facts_of(form))
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The contact is saved.")
            return redirect(url_for(".show_business"), 303)
    return render_template("operator/business/contact.html", form=form, contact=contact, stale=stale), 409 if stale else 200


@operator.route("/business/contacts/<uuid:contact_id>/remove", methods=["GET", "POST"])
def remove_contact(contact_id: UUID) -> ResponseReturnValue:
    contact, form = find_contact(contact_id), Form()
    if form.validate_on_submit():
        with transaction() as session:
            service.remove_contact(session, contact, by=current_user.user)
        flash("The contact is removed.")
        return redirect(url_for(".show_business"), 303)
    return render_template("operator/business/remove_contact.html", form=form, contact=contact)
