"""The e-mail address is confirmed by a link."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from app.accounts import links, service
from app.extensions import db, transaction
from app.web.account import account, limits
from app.web.account.arrival import first_page
from app.web.account.dead_link import dead_link
from app.web.account.forms import Button


@account.route("/confirmation", methods=["GET", "POST"])
@login_required
def ask_confirmation() -> ResponseReturnValue:
    """All there is until the address is confirmed: what to do, and the link once more."""
    user, form = current_user.user, Button()
    if user.email_confirmed_at is not None:
        return redirect(first_page(user))
    if form.validate_on_submit():
        limits.count_confirmation(user)
        with transaction() as session:
            service.ask_confirmation(session, user, by=user)
        flash(f"We have sent another link to {user.email}.")
        return redirect(url_for("account.ask_confirmation"), 303)
    return render_template("account/confirmation/ask.html", form=form, user=user)


@account.route("/confirm/<token>", methods=["GET", "POST"])
def confirm_email(token: str) -> ResponseReturnValue:
    """A button, not the link itself, confirms: programmes that read letters open links too."""
    form = Button()
    try:
        person = links.confirming(db.session, token)
    except links.DeadLink as dead:
        return dead_link(dead)
    if form.validate_on_submit():
        with transaction() as session:
            service.confirm_email(session, person)
        flash("Your e-mail address is confirmed.")
        return redirect(first_page(current_user.user) if current_user.is_authenticated else url_for("account.sign_in"), 303)
    return render_template("account/confirmation/confirm.html", form=form, person=person)
