"""The door of people as such: sign-in, registration, passwords, factors."""

from flask import Blueprint

account = Blueprint("account", __name__, url_prefix="/account")

from app.web.account import views  # noqa: E402, F401  the views hang on the blueprint
