"""Signing in and out."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts import service
from app.extensions import transaction
from app.programme.rules import rules
from app.web import identity
from app.web.account import account, limits
from app.web.account.arrival import after_password, next_page
from app.web.account.forms import SignInForm

DEMO = (
    ("signatory@northwind.example", "Signatory of Northwind Forwarding"),
    ("contributor@northwind.example", "Contributor of Northwind Forwarding"),
    ("officer@customs.example", "Case officer"),
    ("auditor@customs.example", "Auditor"),
    ("decider@customs.example", "Decision maker"),
    ("manager@customs.example", "Programme manager"),
    ("admin@customs.example", "System administrator"),
)
DEMO_PASSWORD = "Portal-demo-2026!"  # noqa: S105  printed on the page, in the demonstration only


@account.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(next_page(current_user.user, request.args.get("next", "")))
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        limits.count_sign_in(form.email.data)
        try:
            with transaction() as database:
                user = service.authenticate(database, email=form.email.data, password=form.password.data)
        except service.WrongCredentials as wrong:
            form.refuse(wrong)
        else:
            limits.forgive_sign_in(user.email)
            return after_password(user, wanted=form.next.data or "", token=form.kept.data or "")
    return sign_in_page(form)


@account.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    identity.end()
    flash("You have signed out.")
    return redirect(url_for("account.sign_in"), 303)


def sign_in_page(form: SignInForm) -> str:
    """In the demonstration with the accounts to look around with."""
    accounts = [(who, email) for email, who in DEMO] if current_app.config["DEMO"] else []
    page = {"demo_rows": accounts, "demo_password": DEMO_PASSWORD, "night_telephone": rules().night_telephone}
    return render_template("account/sign_in.html", form=form, kept=bool(form.kept.data), **page)
