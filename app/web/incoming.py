"""What is asked: in signs that a database takes, and to its end, whatever is answered."""

from __future__ import annotations

import flask
from flask import Flask, Response, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

from app.core.unread import read_rest
from app.web.forms import storable


class IncomingRequest(flask.Request):
    """A sign stands in the place of each NUL: it is found nowhere, and no search fails on it."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        given = super().args.items(multi=True)
        return ImmutableMultiDict((str(storable(name)), str(storable(value))) for name, value in given)


def end(response: Response) -> Response:
    read_rest(request.environ)
    return response


def register(app: Flask) -> None:
    app.request_class = IncomingRequest
    app.after_request(end)
