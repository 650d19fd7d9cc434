"""A person's own account."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from app.accounts import policy, queries, service
from app.core.errors import Invalid
from app.extensions import db, transaction
from app.web.account import account
from app.web.account.forms import NameForm


@account.get("/profile")
@login_required
def show_profile() -> str:
    user = current_user.user
    page = {
        "memberships": db.session.scalars(queries.memberships_of(user)).all(),
        "codes_left": sum(1 for code in user.recovery_codes if code.used_at is None),
        "removable": policy.can_remove_factor(user, user),
    }
    return render_template("account/profile/show.html", user=user, **page)


@account.route("/profile/name", methods=["GET", "POST"])
@login_required
def change_name() -> ResponseReturnValue:
    user = current_user.user
    form = NameForm(obj=user)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.rename(session, user, by=user, name=form.name.data)
        except Invalid as error:
            form.refuse(error)
        else:
            flash("Your name is changed.")
            return redirect(url_for("account.show_profile"), 303)
    return render_template("account/profile/name.html", form=form)
