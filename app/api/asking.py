"""What a system asks, read from its address. Whoever asks for what is not there yet is told so, not answered something else."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request

from app.api.errors import Refusal
from app.api.operations import OPERATIONS
from app.core.errors import Invalid
from app.programme import identifiers
from app.register.standing import For

NOW = "now"


def only_described() -> None:
    """A parameter that nothing reads would be answered as if it had been: a mistyped or repeated one is refused."""
    operation = OPERATIONS.get(request.endpoint or "")
    if operation is None or operation.form:  # OAuth has its own rule: what is not known is not read
        return
    known = operation.queries
    wrong = [name for name, values in request.args.lists() if name not in known or len(values) > 1]
    if wrong:
        wanted = f"Once: {', '.join(known)}" if known else "This address takes no parameters"
        places = [{"parameter": name, "detail": wanted} for name in wrong]
        raise Refusal("invalid-request", "A parameter is not one of this address, or was sent twice.", errors=places)


def tin_of(written: str) -> str:
    """The TIN in its one form, however it was written."""
    try:
        return identifiers.tin(written)
    except Invalid:
        raise Refusal("invalid-identifier") from None


def asked_for(given: str | None) -> For:
    """What must be valid for the answer to be yes."""
    return For(one_of("for", given, For) or For.ANY)


def one_of(name: str, given: str | None, words: Iterable[str]) -> str | None:
    """A mistyped word is refused: taken as it is, it would look like an answer about the operator."""
    known = tuple(words)
    if given is not None and given not in known:
        raise no_such_value(name, f"One of {', '.join(known)}")
    return given


def place_of(name: str, given: str | None) -> str | None:
    """A UN/LOCODE in its one form, however it was written."""
    try:
        return None if given is None else identifiers.locode(given)
    except Invalid:
        raise no_such_value(name, "A UN/LOCODE: two letters of the country and three of the place") from None


def no_such_value(name: str, wanted: str) -> Refusal:
    place = [{"parameter": name, "detail": wanted}]
    return Refusal("invalid-request", f"The parameter {name} has no such value.", errors=place)


def only_now(**moments: str | None) -> None:
    """Other moments come with a later version."""
    for name, moment in moments.items():
        if moment not in (None, NOW):
            raise Refusal("not-yet-supported", f"{name} can only be {NOW}: other moments are not answered yet.")


def only_json() -> None:
    """406 to a reader that takes no JSON."""
    if request.accept_mimetypes and not request.accept_mimetypes["application/json"]:
        raise Refusal("not-acceptable")
