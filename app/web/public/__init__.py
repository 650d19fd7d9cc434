"""The public door: anybody, no account."""

from flask import Blueprint

public = Blueprint("public", __name__)
