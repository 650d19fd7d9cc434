"""The description of all interfaces, for whoever builds against them."""

from __future__ import annotations

from functools import cache

import orjson
from flask import Response, current_app
from flask.typing import ResponseReturnValue
from werkzeug.routing import Map

from app.api import api
from app.api.openapi import document


@api.get("/openapi.json")
def show_document() -> ResponseReturnValue:
    response = Response(serialised(current_app.url_map), content_type="application/json")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@cache
def serialised(addresses: Map) -> bytes:
    return orjson.dumps(document(addresses), option=orjson.OPT_INDENT_2)
