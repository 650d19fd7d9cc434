"""Whether this process lives, and whether the portal can serve: for supervisors and load balancers."""

from __future__ import annotations

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.core.migrations import configuration
from app.extensions import db

health = Blueprint("health", __name__)


@health.get("/healthz")
def live() -> ResponseReturnValue:
    """This process answers."""
    return jsonify(status="ok")


@health.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database answers, and its tables are those of this code."""
    try:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            found = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return jsonify(status="unavailable", database="does not answer"), 503, {"Retry-After": "5"}
    if found != expected():
        return jsonify(status="unavailable", migrations=f"at {found}, not at {expected()}"), 503, {"Retry-After": "5"}
    return jsonify(status="ok", database="ok", migrations=found)


def expected() -> str | None:
    return ScriptDirectory.from_config(configuration()).get_current_head()


def register(app: Flask) -> None:
    app.register_blueprint(health)
