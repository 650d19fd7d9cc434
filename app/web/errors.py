"""The page of every refusal that a form does not show, in plain words, with the way on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, NoResultFound, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.core.arriving import Crowded
from app.core.errors import DomainError, Invalid, NotAllowed, TooMany, WrongState
from app.core.once import AlreadySent
from app.web import kept, pages

PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503})
THINGS = {
    "application_id": "show_case",
    "audit_id": "show_audit",
    "authorisation_id": "show_authorisation",
    "finding_id": "show_finding",
    "incident_id": "show_incident",
}
WITHOUT_A_PERSON = frozenset({500, 503})  # who is signed in stands in the database, which may be what failed
LAYOUTS = {door: f"layouts/{door}.html" for door in ("public", "account", "operator", "officer")}


def show(code: int, page: str = "", reason: str = "") -> tuple[str, int]:
    name = f"errors/{page or code}.html"
    if code in WITHOUT_A_PERSON:
        return current_app.jinja_env.get_template(name).render(pages.names(), layout="layouts/bare.html"), code
    layout = LAYOUTS.get(request.blueprint or "", LAYOUTS["public"])
    return render_template(name, layout=layout, reason=reason, there=above() if code == 409 else ""), code


def above() -> str:
    """The page of the thing that something was to be done with."""
    for name, value in (request.view_args or {}).items():
        endpoint = f"{request.blueprint}.{'show_application' if request.blueprint == 'operator' else THINGS.get(name)}"
        if endpoint in current_app.view_functions and current_app.url_map.is_endpoint_expecting(endpoint, name):
            return url_for(endpoint, **{name: value})
    return ""


def refused_over_http(error: HTTPException) -> ResponseReturnValue:
    """Whatever Flask and Werkzeug refuse; a redirect or a code without a page stays as it is."""
    code = error.code or 500
    if code < 400 or error.response is not None:
        return error
    body, _ = show(code if code in PAGES else 500 if code > 499 else 400)
    response = error.get_response()
    response.data, response.content_type = body.encode(), "text/html; charset=utf-8"
    return response


def not_allowed(error: DomainError) -> ResponseReturnValue:
    return show(403, reason=str(error))


def moved_on(error: DomainError) -> ResponseReturnValue:
    return show(409, reason=str(error))


def invalid(error: DomainError) -> ResponseReturnValue:
    """A refusal that no form has shown."""
    return show(400, reason=str(error))


def changed_meanwhile(_: StaleDataError) -> ResponseReturnValue:
    return show(409, reason="Somebody else changed this while you were working.")


def not_found(_: NoResultFound) -> ResponseReturnValue:
    """Also for what is there but not yours."""
    return show(404)


def old_page(_: CSRFError) -> ResponseReturnValue:
    """A page of a session that has ended is kept through sign-in."""
    if request.blueprint in kept.DOORS and not current_user.is_authenticated:
        return kept.ask_to_sign_in()
    return show(400, page="old_page")


def no_database(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("The database does not answer: %s", error.__class__.__name__, exc_info=error)
    body, code = show(503)
    return body, code, {"Retry-After": "30"}


def sent_before(error: AlreadySent) -> ResponseReturnValue:
    """The second sending of a page leads to what the first one made."""
    flash("You sent this page twice. It was taken once, and this is what it made.", "notice")
    return redirect(error.location, 303)


def too_many(error: TooMany) -> ResponseReturnValue:
    body, code = show(429, reason=str(error))
    return body, code, {"Retry-After": str(error.retry_after)}


def crowded(error: Crowded) -> ResponseReturnValue:
    body, code = show(503)
    return body, code, error.headers


ANSWERS: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
    HTTPException: refused_over_http,
    CSRFError: old_page,
    AlreadySent: sent_before,
    TooMany: too_many,
    Crowded: crowded,
    NotAllowed: not_allowed,
    WrongState: moved_on,
    Invalid: invalid,
    StaleDataError: changed_meanwhile,
    NoResultFound: not_found,
    OperationalError: no_database,
    InterfaceError: no_database,
    PoolExhausted: no_database,
}


def register(app: Flask) -> None:
    for error, answer in ANSWERS.items():
        app.register_error_handler(error, answer)
