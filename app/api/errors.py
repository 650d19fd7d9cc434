"""Every refusal as a problem (RFC 9457). A failure to look is never an answer about an operator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import orjson
from flask import Blueprint, Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException

from app.core.errors import DomainError, TooMany, WrongState
from app.core.problems import MEDIA_TYPE, PROBLEMS, Problem, of_status
from app.core.refusals import NotFound, Refusal, UsedUp

__all__ = ["NotFound", "Refusal"]

OURS = ("/api/", "/oauth/", "/.well-known/", "/statuslists")
AGAIN_AFTER = 30


def problem_response(problem: Problem, detail: str = "", headers: Mapping[str, str] | None = None, **more: object) -> Response:
    response = Response(orjson.dumps(problem.body(detail, **more)), problem.status, content_type=MEDIA_TYPE)
    response.headers.update(dict(headers or {}))
    return response


def refused(error: Refusal) -> ResponseReturnValue:
    instance = None if isinstance(error, NotFound) else g.get("request_id")
    return problem_response(error.problem, error.detail, error.headers, instance=instance, **error.more)


def refused_over_http(error: HTTPException) -> ResponseReturnValue:
    """What Flask and Werkzeug refuse; a redirect stays as it is."""
    code = error.code or 500
    if code < 400:
        return error
    kept = {
        name: value for name, value in error.get_headers(request.environ) if name in {"Allow", "Content-Range", "Retry-After"}
    }
    return problem_response(of_status(code), headers=kept, instance=g.get("request_id"))


def too_many(error: TooMany) -> ResponseReturnValue:
    g.left = 0
    return refused(UsedUp(error.retry_after))


def not_understood(error: DomainError) -> ResponseReturnValue:
    field = getattr(error, "field", None)
    places = [{"pointer": f"/{field}", "detail": str(error)}] if field else None
    return problem_response(PROBLEMS["invalid-request"], str(error), instance=g.get("request_id"), errors=places)


def in_the_way(error: WrongState) -> ResponseReturnValue:
    return problem_response(PROBLEMS["conflict"], str(error), instance=g.get("request_id"))


def no_database(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("The database does not answer: %s", error.__class__.__name__, exc_info=error)
    wait = {"Retry-After": str(AGAIN_AFTER)}
    return problem_response(PROBLEMS["unavailable"], headers=wait, instance=g.get("request_id"), retry_after=AGAIN_AFTER)


def fault(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("A fault in the door of systems", exc_info=error)
    return problem_response(PROBLEMS["internal"], instance=g.get("request_id"))


ANSWERS: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
    Refusal: refused,
    HTTPException: refused_over_http,
    TooMany: too_many,
    DomainError: not_understood,
    WrongState: in_the_way,
    OperationalError: no_database,
    InterfaceError: no_database,
    PoolExhausted: no_database,
    Exception: fault,
}


def handle_all(api: Blueprint) -> None:
    """Whatever a view of systems refuses is a problem."""
    for error, problem in ANSWERS.items():
        api.register_error_handler(error, problem)


def register(app: Flask) -> None:
    """Also where no view is found."""
    for code in (404, 405):
        app.register_error_handler(code, unmatched(app))


def unmatched(app: Flask) -> Callable[[HTTPException], ResponseReturnValue]:
    """An address or a method that no view has belongs to no door: whose it would be tells the address."""
    page = cast("Callable[[HTTPException], ResponseReturnValue]", app.error_handler_spec[None][None][HTTPException])

    def shown(error: HTTPException) -> ResponseReturnValue:
        return refused_over_http(error) if request.path.startswith(OURS) else page(error)

    return shown
