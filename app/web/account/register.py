"""A person registers the business."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.accounts import service
from app.accounts.models import User
from app.core import once
from app.core.errors import Invalid, allow
from app.extensions import transaction
from app.operators import service as operators
from app.operators.models import Operator
from app.operators.words import Scheme
from app.programme.rules import rules
from app.web import identity
from app.web.account import account, limits
from app.web.account.arrival import first_page
from app.web.account.forms import BusinessForm, RegistrationForm


@account.route("/register", methods=["GET", "POST"])
def register_business() -> ResponseReturnValue:
    """A person who is signed in already registers one more business."""
    signed_in = current_user.user if current_user.is_authenticated else None
    allow(signed_in is None or not signed_in.is_officer, "An officer of customs cannot register a business.")
    if signed_in and signed_in.email_confirmed_at is None:
        return redirect(url_for("account.ask_confirmation"))
    at_home = {"country": rules().country}
    form = BusinessForm(data=at_home) if signed_in else RegistrationForm(data=at_home)
    if form.validate_on_submit():
        limits.count_registration(signed_in)
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, url_for("account.sign_in"))
                person = signed_in or register_person(session, form)
                business = register_operator(session, form, by=person)
        except operators.AlreadyRegistered as taken:
            contest(form)
            form.refuse(taken)
        except Invalid as error:
            form.refuse(error)
        else:
            return welcome(person, business, is_new=signed_in is None)
    return render_template("account/register.html", form=form, signed_in=signed_in)


def register_person(session: Session, form: RegistrationForm) -> User:
    return service.register(session, name=form.name.data, email=form.email.data, password=form.password.data)


def register_operator(session: Session, form: BusinessForm, *, by: User) -> Operator:
    return operators.register(
        session,
        by=by,
        name=form.business.data,
        legal_form=form.legal_form.data,
        country=form.country.data,
        tin=form.tin.data,
        street=form.street.data,
        postcode=form.postcode.data,
        city=form.city.data,
        numbers=numbers_of(form),
    )


def numbers_of(form: BusinessForm) -> dict[Scheme, str]:
    return {Scheme.EORI: form.eori.data or "", Scheme.LEI: form.lei.data or "", Scheme.VAT: form.vat.data or ""}


def contest(form: BusinessForm) -> None:
    """What was refused is rolled back; that somebody asked is not."""
    with transaction() as session:
        operators.contest(session, form.tin.data or "", numbers_of(form))


def welcome(person: User, business: Operator, *, is_new: bool) -> ResponseReturnValue:
    """Whoever is new confirms the e-mail address first; whoever is not goes on with the new business."""
    chosen = str(business.id)
    if is_new:
        person = identity.begin(person)
    cookie["operator"] = chosen
    flash("The business is registered.")
    return redirect(first_page(person), 303)
