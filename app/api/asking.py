"""What a system asks, read from its address. Whoever asks for what is not there yet is told so, not answered something else."""

from __future__ import annotations

from flask import request

from app.api.errors import Refusal
from app.core import identifiers
from app.core.errors import Invalid
from app.register.standing import For

NOW = "now"


def tin_of(written: str) -> str:
    """The TIN in its one form, however it was written."""
    try:
        return identifiers.tin(written)
    except Invalid:
        raise Refusal("invalid-identifier") from None


def asked_for(given: str | None) -> For:
    """What must be valid for the answer to be yes."""
    if given is None:
        return For.ANY
    try:
        return For(given)
    except ValueError:
        place = [{"parameter": "for", "detail": f"One of {', '.join(For)}"}]
        raise Refusal("invalid-request", "The parameter for has no such value.", errors=place) from None


def only_now(**moments: str | None) -> None:
    """Other moments come with a later version."""
    for name, moment in moments.items():
        if moment not in (None, NOW):
            raise Refusal("not-yet-supported", f"{name} can only be {NOW}: other moments are not answered yet.")


def only_json() -> None:
    """406 to a reader that takes no JSON."""
    if request.accept_mimetypes and not request.accept_mimetypes["application/json"]:
        raise Refusal("not-acceptable")
