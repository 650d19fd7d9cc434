"""The door of systems: look-ups, feed and snapshots, policies, outcomes, webhooks, tokens, and the document that tells of all."""

from __future__ import annotations

from flask import Blueprint, Flask

from app.extensions import csrf

BASE = "/api/v1"

api = Blueprint("api", __name__)

from app.api import (  # noqa: E402, F401  views hang on the blueprint
    access,
    batch,
    changes,
    codes,
    discovery,
    document,
    errors,
    headers,
    metering,
    nodes,
    operators,
    outcomes,
    parameters,
    policies,
    reading,
    receipts,
    revocation,
    risk,
    sessions,
    simulations,
    snapshots,
    status,
    status_lists,
    token,
    usage,
    webhook_commands,
    webhooks,
)

api.before_request(reading.bound)
api.before_request(access.identify)
api.before_request(parameters.only_described)
api.after_request(headers.tell)
api.after_request(metering.count)
errors.handle_all(api)


def register(app: Flask) -> None:
    """After the other doors: under the addresses of systems every refusal is a problem."""
    app.session_interface = sessions.Sessions()
    csrf.exempt(api)
    errors.register(app)
    app.register_blueprint(api)
