"""Other numbers of the business."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core import once
from app.core.errors import Invalid
from app.extensions import db, transaction
from app.operators import queries, service
from app.operators.words import Scheme
from app.web.forms import Form
from app.web.operator import operator
from app.web.operator.business import find_business_to_describe
from app.web.operator.business_forms import IdentifierForm


@operator.route("/business/identifiers/new", methods=["GET", "POST"])
def add_identifier() -> ResponseReturnValue:
    business, form = find_business_to_describe(), IdentifierForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                scheme = Scheme(form.scheme.data)
                service.add_identifier(session, business, by=current_user.user, scheme=scheme, value=form.value.data)
                once.take(session, form.form_id.data, url_for(".show_business"))
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The number is saved.")
            return redirect(url_for(".show_business"), 303)
    return render_template("operator/business/identifier.html", form=form)


@operator.route("/business/identifiers/<uuid:identifier_id>/end", methods=["GET", "POST"])
def end_identifier(identifier_id: UUID) -> ResponseReturnValue:
    business, form = find_business_to_describe(), Form()
    identifier = db.session.scalars(queries.identifier(current_user.user, business.id, identifier_id)).one()
    if form.validate_on_submit():
        with transaction() as session:
            service.end_identifier(session, identifier, by=current_user.user)
        flash("The number is no longer listed.")
        return redirect(url_for(".show_business"), 303)
    return render_template("operator/business/end_identifier.html", form=form, identifier=identifier)
