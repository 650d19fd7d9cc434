"""The doors of the portal, one per audience."""

from __future__ import annotations

from flask import Flask

from app.web.account import account
from app.web.officer import officer
from app.web.operator import operator
from app.web.public import public


def register(app: Flask) -> None:
    for door in (public, account, operator, officer):
        app.register_blueprint(door)
