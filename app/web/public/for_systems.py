"""Pages for whoever connects a system: what there is, and what each problem means."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.core.problems import ALL, PROBLEMS
from app.risk.codes import CODES
from app.web.public import public


@public.get("/for-systems")
def for_systems() -> ResponseReturnValue:
    return render_template("public/for_systems/guide.html", scopes=Scope, problems=ALL, codes=CODES)


@public.get("/problems/<slug>")
def show_problem(slug: str) -> ResponseReturnValue:
    """The page at the address that a problem names as its type."""
    if slug not in PROBLEMS:
        abort(404)
    return render_template("public/for_systems/problem.html", problem=PROBLEMS[slug])
