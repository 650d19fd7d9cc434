"""The portal: extensions, doors, error pages."""

from __future__ import annotations

from datetime import timedelta
from inspect import iscoroutinefunction

from flask import Flask

from app import api, models  # noqa: F401  every mapper is known before the first query
from app.cli import programme
from app.config import Settings, settings
from app.core import engines
from app.extensions import csrf, db, login
from app.programme.rules import rules
from app.web import doors, errors, headers, health, identity, incoming, pages

UPLOAD_AT_MOST = 110 * 1024 * 1024  # four files of 25 MB: one that is too large still reaches its form, and nothing typed is lost


def create_app(configured: Settings | None = None) -> Flask:
    """The portal as these settings have it, ready to serve."""
    configured = configured or settings()
    app = Flask("app", template_folder="../templates", static_folder="web/static", static_url_path="/static")
    app.url_map.merge_slashes = False  # its redirects would lead to whatever host was asked for
    app.config.from_mapping(configuration(configured))
    for extension in (db, login, csrf):
        extension.init_app(app)
    leave_out_async(app)
    for part in (incoming, identity, pages, headers, errors, health, doors, api):
        part.register(app)
    app.cli.add_command(programme)
    return app


def leave_out_async(app: Flask) -> None:
    """There is no async engine: closing its sessions would start a thread at the end of every request."""
    app.teardown_appcontext_funcs = [one for one in app.teardown_appcontext_funcs if not iscoroutinefunction(one)]


def configuration(configured: Settings) -> dict[str, object]:
    """What Flask and its extensions are told."""
    return {
        "SETTINGS": configured,
        "DEMO": configured.is_demo,
        "TESTING": configured.mode == "test",
        "AUTHORITY": rules().authority,
        "OFFICE": rules().office,
        "TIME_ZONE": rules().time_zone,
        "SECRET_KEY": configured.signing_key,
        "SQLALCHEMY_ENGINES": {"default": engines.options(configured)},
        "SESSION_COOKIE_NAME": "__Host-aeo" if configured.is_served_by_tls else "aeo",
        "SESSION_COOKIE_SECURE": configured.is_served_by_tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": UPLOAD_AT_MOST,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "MAX_FORM_PARTS": 5_000,
    }
