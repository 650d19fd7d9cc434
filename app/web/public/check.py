"""Checking a certificate by its code: a page for people, JSON for systems. “Could not check” is never “not valid”."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from wtforms.validators import InputRequired, ValidationError

from app.core import clock, limits, references, windows
from app.core.errors import TooMany
from app.extensions import db, transaction
from app.register import checking
from app.register.particulars import Particulars
from app.web import pages
from app.web.fields import StringField
from app.web.forms import SearchForm
from app.web.public import check_json as as_json
from app.web.public import public
from app.web.public.verdict import Verdict

TRIES, MINUTE, AGAIN_AFTER = 10, timedelta(minutes=1), 30


class CheckForm(SearchForm):
    """The code of a certificate."""

    code = StringField("Code on the certificate", [InputRequired("Enter the code that stands beside the square picture")])

    def validate_code(self, field: StringField) -> None:
        if not references.is_code(references.read(field.data)):
            raise ValidationError("The code has 12 letters and digits, like 7Q4K-2M9D-XT3P")


@public.get("/check")
def check_certificate() -> ResponseReturnValue:
    form = CheckForm(request.args)
    if "code" in request.args and form.validate():
        return redirect(url_for(".show_certificate", code=references.read(form.code.data)))
    return render_template("public/check/form.html", form=form)


@public.get("/v/<code>")
def show_certificate(code: str) -> ResponseReturnValue:
    """The address in the picture on the certificate."""
    response = answer(references.read(code))
    response.vary.add("Accept")
    response.headers["Access-Control-Allow-Origin"] = "*"
    if "left" in g:
        response.headers.update(windows.rate_limit_headers(TRIES, g.left, clock.now().timestamp()))
    return response


def answer(code: str) -> Response:
    try:
        known = look(code)
    except (OperationalError, InterfaceError, PoolExhausted):
        current_app.logger.exception("The register does not answer")
        return could_not(code)
    except TooMany as error:
        if not wants_json():
            raise
        g.left = 0
        return as_json.problem("rate-limited", str(error), error.retry_after)
    return found(code, known) if known else unknown(code)


def look(code: str) -> Particulars | None:
    with transaction() as session:
        g.left = limits.count(session, f"check:{request.remote_addr}", limit=TRIES, window=MINUTE)
    return checking.behind(db.session, code) if references.is_code(code) else None


def found(code: str, known: Particulars) -> Response:
    if wants_json():
        return as_json.found(code, known)
    verdict = Verdict(known, clock.today())
    return Response(render_template("public/check/certificate.html", code=code, verdict=verdict, now=clock.now()))


def unknown(code: str) -> Response:
    """A code of nobody's says as much as a typing mistake."""
    if wants_json():
        return as_json.problem("not-found", "No certificate has this code.")
    form = CheckForm(request.args, code=references.printed(code))
    form.code.errors = ["No certificate has this code. Compare it with the paper, letter by letter"]
    return Response(render_template("public/check/form.html", form=form), 404)


def could_not(code: str) -> Response:
    """Without a word from the database, and without saying anything about the certificate."""
    if wants_json():
        return as_json.problem("unavailable", retry_after=AGAIN_AFTER)
    page = current_app.jinja_env.get_template("public/check/could_not.html")
    body = page.render(pages.names(), code=code, now=clock.now())
    return Response(body, 503, {"Retry-After": str(AGAIN_AFTER)}, content_type="text/html; charset=utf-8")


def wants_json() -> bool:
    """By Accept; a link in a page cannot send one, and says it in the address."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"], "text/html")
    return best != "text/html" or request.args.get("format") == "json"
