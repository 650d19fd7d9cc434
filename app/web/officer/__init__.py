"""The door of customs officers."""

from __future__ import annotations

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.extensions import login

officer = Blueprint("officer", __name__, url_prefix="/officer")


@officer.before_request
def guard() -> ResponseReturnValue | None:
    """Signed in with a second factor, and an officer."""
    if not current_user.is_authenticated:
        return login.unauthorized()
    if not current_user.user.is_officer:
        abort(403)
    return None


from app.web.officer import views  # noqa: E402, F401  the views hang on the blueprint
