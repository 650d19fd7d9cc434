"""Pages for whoever connects a system: what there is, and what each problem means."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.config import settings
from app.core.problems import ALL, PROBLEMS
from app.risk.codes import CODES
from app.web.public import public


@public.get("/for-systems")
def for_systems() -> ResponseReturnValue:
    return render_template("public/for_systems/guide.html", scopes=Scope, problems=ALL, codes=CODES, address=address)


def address(endpoint: str, **values: Any) -> str:
    """By the portal's own name, which an assertion must name: never the one by which this page was asked for."""
    return settings().base_url + url_for(endpoint, **values)


@public.get("/problems/<slug>")
def show_problem(slug: str) -> ResponseReturnValue:
    """The page at the address that a problem names as its type."""
    if slug not in PROBLEMS:
        abort(404)
    return render_template("public/for_systems/problem.html", problem=PROBLEMS[slug])
