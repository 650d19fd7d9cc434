"""From the right password to the first page."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries, totp
from app.accounts.models import User
from app.core import clock
from app.extensions import db
from app.web import identity, kept
from app.web.account.forms import CodeForm
from app.web.kept import Kept

HALF_FOR = 600  # seconds between password and second factor


def after_password(user: User, *, wanted: str, token: str) -> ResponseReturnValue:
    """On to the second factor where one is asked for, else in."""
    if not (user.is_officer or user.totp_secret):
        return arrive(user, wanted=wanted, token=token)
    half_signed_in_as(user)
    if token and user.totp_secret:
        return factor_page(CodeForm(formdata=None, kept=token), user)
    return redirect(url_for("account.ask_factor", next=wanted or None))


def factor_page(form: CodeForm, user: User) -> str:
    """The demonstration has no second device: it prints the code."""
    code = totp.code_to_show(user) if current_app.config["DEMO"] else None
    return render_template("account/factor/ask.html", form=form, demo_code=code)


def arrive(user: User, *, wanted: str, token: str = "") -> ResponseReturnValue:
    """In: to what was typed before, to the page that was asked for, else to the person's first page."""
    user = identity.begin(user)
    typed = kept.read(token) if token else None
    if typed:
        return resume(typed, user)
    if token:
        flash("What you had typed was kept for twelve hours, and that is over.", "warning")
    return redirect(next_page(user, wanted), 303)


def resume(typed: Kept, user: User) -> str:
    """What was typed, to be sent to where it was meant for: for a business that is known, or is chosen now."""
    if typed.operator in {str(one) for one in user.operator_ids}:
        session["operator"] = typed.operator
    is_open = typed.is_of_a_business and "operator" not in session and len(user.operator_ids) > 1
    businesses = db.session.scalars(queries.memberships_of(user)).all() if is_open else []
    return render_template("account/kept/resume.html", kept=typed, businesses=businesses)


def next_page(user: User, wanted: str) -> str:
    """The page that was asked for, else the person's first."""
    return wanted if is_own_path(wanted) else first_page(user)


def first_page(user: User) -> str:
    """Officers to their desk, traders to their business; first whatever is missing for that."""
    if user.is_officer:
        return page("officer.desk")
    if user.email_confirmed_at is None:
        return page("account.ask_confirmation")
    if len(user.current_memberships) != 1 and "operator" not in session:
        return page("account.choose_business")
    return page("operator.home")


def page(endpoint: str) -> str:
    return url_for(endpoint if endpoint in current_app.view_functions else "account.show_profile")


def is_own_path(path: str) -> bool:
    """Whether it leads into this portal: anything else could lead astray."""
    return path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path


def half_signed_in_as(user: User) -> None:
    """The password was right; the cookie says whose, for ten minutes."""
    identity.end()
    session["half"] = [f"{user.id}:{user.session_epoch}", int(clock.now().timestamp())]


def half_signed_in() -> User | None:
    """Whoever has given the password and not yet the second factor."""
    token, at = session.get("half") or ["", 0]
    if not token or clock.now().timestamp() - at > HALF_FOR:
        return None
    user_id, _, epoch = token.partition(":")
    user = db.session.get(User, UUID(user_id))
    return user if user and user.ended_at is None and str(user.session_epoch) == epoch else None
