"""The public door: anybody, no account."""

from flask import Blueprint

public = Blueprint("public", __name__)

from app.web.public import views  # noqa: E402, F401  the views hang on the blueprint
