"""A forgotten password is set anew by a link; a known one is changed."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from app.accounts import links, service
from app.core.errors import Invalid
from app.extensions import db, transaction
from app.web import identity
from app.web.account import account, limits
from app.web.account.dead_link import dead_link
from app.web.account.forms import ChangePasswordForm, EmailForm, NewPasswordForm


@account.route("/forgotten", methods=["GET", "POST"])
def ask_reset() -> ResponseReturnValue:
    """The answer is the same whether there is such an account or not."""
    form = EmailForm()
    if form.validate_on_submit():
        limits.count_reset(form.email.data)
        with transaction() as session:
            service.ask_reset(session, email=form.email.data)
        return render_template("account/password/sent.html", email=form.email.data)
    return render_template("account/password/ask.html", form=form)


@account.route("/reset/<token>", methods=["GET", "POST"])
def reset_password(token: str) -> ResponseReturnValue:
    form = NewPasswordForm()
    try:
        person = links.resetting(db.session, token)
    except links.DeadLink as dead:
        return dead_link(dead)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.reset_password(session, person, password=form.password.data)
        except links.DeadLink as dead:
            return dead_link(dead)
        except Invalid as error:
            form.refuse(error)
        else:
            flash("Your new password is set. Sign in with it.")
            return redirect(url_for("account.sign_in"), 303)
    return render_template("account/password/reset.html", form=form, person=person)


@account.route("/password", methods=["GET", "POST"])
@login_required
def change_password() -> ResponseReturnValue:
    """Ends every other session of the person; this one goes on."""
    user, form = current_user.user, ChangePasswordForm()
    if form.validate_on_submit():
        limits.count_factor(user)
        try:
            with transaction() as session:
                service.change_password(session, user, by=user, present=form.present.data, password=form.password.data)
        except Invalid as error:
            form.refuse(error)
        else:
            identity.go_on(user)
            flash("Your password is changed. You are signed out everywhere else.")
            return redirect(url_for("account.show_profile"), 303)
    return render_template("account/password/change.html", form=form)
