"""A small portal without a database: what a template, a form or a menu does by itself."""

from __future__ import annotations

import html5lib
import pytest
from flask import Blueprint, Flask, render_template_string

from app.web import errors, pages


def view(**_):
    return "here"


@pytest.fixture
def small_portal():
    """Some pages of two doors, and every filter and component."""
    app = Flask("app", template_folder="../templates", static_folder="web/static")
    app.config.update(
        SECRET_KEY="only for tests", AUTHORITY="Example Customs", OFFICE="AEO office", DEMO=False, WTF_CSRF_ENABLED=False
    )
    app.context_processor(lambda: {"current_user": Nobody()})
    pages.register(app)
    errors.register(app)
    public, operator = Blueprint("public", __name__), Blueprint("operator", __name__, url_prefix="/operator")
    for name in ("home", "benefits", "help_page", "criteria", "show_criterion"):
        public.add_url_rule(f"/{name}", name, view)
    for name in ("home", "list_applications", "show_application"):
        operator.add_url_rule(f"/{name}", name, view)
    app.register_blueprint(public)
    app.register_blueprint(operator)
    return app


class Nobody:
    """Whoever has not signed in."""

    is_authenticated = False


@pytest.fixture
def draw(small_portal):
    """Render a piece of template, checked as strictly as a browser never does, and give it as one line of text."""

    def render(source: str, at: str = "/home", **context: object) -> str:
        with small_portal.test_request_context(at):
            drawn = render_template_string(source, **context)
        html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(drawn)
        return " ".join(drawn.split())

    return render
