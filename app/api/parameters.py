"""What a system asks, read from its address. Whoever asks for what is not there yet is told so, not answered something else."""

from __future__ import annotations

from flask import request

from app.api.errors import Refusal
from app.api.operations import OPERATIONS, Parameter
from app.core.clock import day_of
from app.extensions import db
from app.register import queries
from app.register.parameters import no_such_value, number_of, only_known
from app.register.past.moments import Moments


def only_described() -> None:
    """No parameter that nothing reads."""
    operation = OPERATIONS.get(request.endpoint or "")
    if operation is not None and not operation.form:  # OAuth has its own rule: what is not known is not read
        only_known(dict(request.args.lists()), operation.queries)


def tin_asked(written: str, when: Moments | None = None) -> str | None:
    """Of the operator whose number stands in the address; None where a number of another scheme was nobody's at that moment."""
    scheme, number = number_of(written, request.args.get("scheme"))
    if scheme is None:
        return number
    return queries.tins_of(db.session, {(scheme, number)}, when and day_of(when.as_of)).get((scheme, number))


def whole_number(parameter: Parameter, otherwise: int) -> int:
    """Within what the parameter allows."""
    given = request.args.get(parameter.name)
    if given is None:
        return otherwise
    if not (given.isascii() and given.isdecimal() and parameter.least <= int(given) <= (parameter.most or 0)):
        raise no_such_value(parameter.name, f"A whole number from {parameter.least} to {parameter.most}")
    return int(given)


def only_json() -> None:
    """406 to a reader that takes no JSON."""
    if request.accept_mimetypes and not request.accept_mimetypes["application/json"]:
        raise Refusal("not-acceptable")
