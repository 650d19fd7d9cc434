"""What is asked: in signs that a database takes, and to its end, whatever is answered."""

from __future__ import annotations

from typing import Any

import flask
from flask import Flask, Response, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

from app.core.refusals import LARGEST_FORM
from app.core.unread import read_rest
from app.web.forms import storable

WITH_WHAT_WAS_KEPT = frozenset({"account.sign_in", "account.ask_factor", "account.send_answers"})
FOR_ANYBODY = ("public.", "account.")


class IncomingRequest(flask.Request):
    """A sign stands in the place of each NUL: it is found nowhere, and no search fails on it."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        given = super().args.items(multi=True)
        return ImmutableMultiDict((str(storable(name)), str(storable(value))) for name, value in given)


def bound(endpoint: str | None, _: dict[str, Any] | None) -> None:
    """Before anything of a form is read; what was typed when a session ended travels through sign-in and is larger."""
    if (endpoint or "").startswith(FOR_ANYBODY) and endpoint not in WITH_WHAT_WAS_KEPT:
        request.max_content_length = LARGEST_FORM


def end(response: Response) -> Response:
    read_rest(request.environ)
    return response


def register(app: Flask) -> None:
    app.request_class = IncomingRequest
    app.url_value_preprocessor(bound)  # ahead of all that is done before a request: the token of a form is read there
    app.after_request(end)
