"""The second factor: asked for at sign-in, set up, replaced, removed."""

from __future__ import annotations

import segno
from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from app.accounts import service, totp
from app.accounts.models import User
from app.accounts.policy import can_remove_factor
from app.core.errors import Invalid, allow
from app.extensions import transaction
from app.web import identity, pages
from app.web.account import account, limits
from app.web.account.arrival import arrive, factor_page, half_signed_in, next_page
from app.web.account.forms import CodeForm, PresentPasswordForm, SetUpForm


@account.route("/second-factor", methods=["GET", "POST"])
def ask_factor() -> ResponseReturnValue:
    user = half_signed_in()
    if user is None:
        return redirect(url_for("account.sign_in", next=request.args.get("next")))
    if user.totp_secret is None:
        return redirect(url_for("account.set_up_factor", next=request.args.get("next")))
    form = CodeForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        limits.count_factor(user)
        try:
            with transaction() as session:
                service.check_factor(session, user, code=form.code.data)
        except service.WrongCode as wrong:
            form.refuse(wrong)
        else:
            return arrive(user, wanted=form.next.data or "", token=form.kept.data or "")
    return factor_page(form, user)


@account.route("/second-factor/set-up", methods=["GET", "POST"])
def set_up_factor() -> ResponseReturnValue:
    """By an officer who signs in for the first time, or by whoever is signed in and gives the password again."""
    signed_in = current_user.user if current_user.is_authenticated else None
    user = signed_in or half_signed_in()
    if user is None or (signed_in is None and user.totp_secret):
        return redirect(url_for("account.sign_in"))
    form = SetUpForm(next=request.args.get("next", ""))
    if signed_in is None:
        del form.present
    if form.validate_on_submit():
        limits.count_factor(user)
        try:
            codes = enrol(user, form, present=form.present.data if signed_in else None)
        except Invalid as error:
            form.refuse(error)
        else:
            return show_codes(user if signed_in else identity.begin(user), codes, form.next.data or "")
    page = {"qr": qr_of(user, form.secret.data), "secret": grouped(form.secret.data), "code_now": demo_code_of(form.secret.data)}
    return render_template("account/factor/set_up.html", form=form, user=user, signed_in=signed_in, **page)


def enrol(user: User, form: SetUpForm, *, present: str | None) -> list[str]:
    with transaction() as session:
        if present is not None:
            service.require_password(user, present)
        return service.enrol_factor(session, user, by=user, secret=form.secret.data, code="".join(form.code.data.split()))


@account.route("/second-factor/recovery-codes", methods=["GET", "POST"])
@login_required
def renew_recovery_codes() -> ResponseReturnValue:
    user, form = current_user.user, PresentPasswordForm()
    if user.totp_secret is None:
        return redirect(url_for("account.set_up_factor"))
    if form.validate_on_submit():
        limits.count_factor(user)
        try:
            with transaction() as session:
                service.require_password(user, form.present.data)
                codes = service.renew_recovery_codes(session, user, by=user)
        except service.WrongPassword as wrong:
            form.refuse(wrong)
        else:
            return show_codes(user, codes, url_for("account.show_profile"))
    return render_template("account/factor/renew.html", form=form)


@account.route("/second-factor/remove", methods=["GET", "POST"])
@login_required
def remove_factor() -> ResponseReturnValue:
    user, form = current_user.user, PresentPasswordForm()
    allow(can_remove_factor(user, user), "Officers need a second factor: replace it instead.")
    if form.validate_on_submit():
        limits.count_factor(user)
        try:
            with transaction() as session:
                service.require_password(user, form.present.data)
                service.remove_factor(session, user, by=user)
        except service.WrongPassword as wrong:
            form.refuse(wrong)
        else:
            flash("You sign in with your password alone from now on.")
            return redirect(url_for("account.show_profile"), 303)
    return render_template("account/factor/remove.html", form=form)


def show_codes(user: User, codes: list[str], wanted: str) -> str:
    """Shown this once: only their digests are kept."""
    return render_template("account/factor/codes.html", codes=codes, way_on=next_page(user, wanted))


def qr_of(user: User, secret: str) -> str:
    """The picture an authenticator app reads, as a data URI."""
    address = totp.address(secret, email=user.email, issuer=pages.names()["portal_name"])
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#1a2529", light="#fff")


def grouped(secret: str) -> str:
    """As it is typed from the page into the app."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def demo_code_of(secret: str) -> str | None:
    return totp.code_of(secret, totp.step_now()) if current_app.config["DEMO"] and totp.is_secret(secret) else None
