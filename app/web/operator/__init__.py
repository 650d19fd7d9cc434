"""The door of the trader: one business at a time."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.models import Membership
from app.extensions import login

operator = Blueprint("operator", __name__, url_prefix="/operator")


@operator.before_request
def guard() -> ResponseReturnValue | None:
    """Signed in, with a confirmed e-mail address, and of a business; `g.membership` is the one the person works for now."""
    if not current_user.is_authenticated:
        return login.unauthorized()
    if current_user.user.email_confirmed_at is None:
        return redirect(url_for("account.ask_confirmation"))
    g.membership = membership_now()
    if g.membership is None:
        abort(403)
    return None


def membership_now() -> Membership | None:
    """The business chosen in this session, else the first."""
    mine = current_user.user.current_memberships
    chosen = session.get("operator")
    return next((one for one in mine if str(one.operator_id) == chosen), mine[0] if mine else None)


from app.web.operator import views  # noqa: E402, F401  the views hang on the blueprint
