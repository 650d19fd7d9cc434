"""Whoever is invited takes the role: with the account they have, or a new one."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from app.accounts import links, service
from app.accounts.models import Invitation, User
from app.core.errors import Invalid
from app.extensions import db, transaction
from app.web import identity
from app.web.account import account
from app.web.account.arrival import first_page
from app.web.account.dead_link import dead_link
from app.web.account.forms import Button, JoinForm


@account.route("/invitation/<token>", methods=["GET", "POST"])
def accept_invitation(token: str) -> ResponseReturnValue:
    user = current_user.user if current_user.is_authenticated else None  # first: it says what the database shows
    try:
        invitation = links.inviting(db.session, token)
    except links.DeadLink as dead:
        return dead_link(dead)
    if user is not None:
        return accept(invitation, user)
    if db.session.scalars(select(User.id).where(User.email == invitation.email)).first():
        return render_template("account/invitation/sign_in.html", invitation=invitation)
    return join(invitation)


def accept(invitation: Invitation, user: User) -> ResponseReturnValue:
    form = Button()
    if form.validate_on_submit():
        operator_id = invitation.operator_id
        with transaction() as session:
            service.accept_invitation(session, invitation, by=user)
        return welcome(user, str(operator_id))
    return render_template("account/invitation/accept.html", form=form, invitation=invitation, user=user)


def join(invitation: Invitation) -> ResponseReturnValue:
    form = JoinForm(name=invitation.name)
    if form.validate_on_submit():
        operator_id = invitation.operator_id
        try:
            with transaction() as session:
                person = service.join(session, invitation, name=form.name.data, password=form.password.data)
        except Invalid as error:
            form.refuse(error)
        else:
            return welcome(identity.begin(person), str(operator_id))
    return render_template("account/invitation/join.html", form=form, invitation=invitation)


def welcome(user: User, chosen: str) -> ResponseReturnValue:
    cookie["operator"] = chosen
    flash("You now work for this business in the portal.")
    return redirect(first_page(user), 303)
