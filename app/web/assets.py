"""Style, script and font: sent small, kept by the browser, asked for anew when they change.

Pages themselves are not compressed: they bear a token beside what a person typed.
"""

from __future__ import annotations

import gzip
from datetime import timedelta
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

SMALLER_WHEN_PACKED = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})


@cache
def version(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:10]


def asset(filename: str) -> str:
    """The address of a file, different for each content it ever has."""
    return url_for("static", filename=filename, v=version(Path(current_app.static_folder or "") / filename))


@lru_cache(maxsize=16)
def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def pack(response: Response) -> Response:
    if request.endpoint != "static" or response.mimetype not in SMALLER_WHEN_PACKED:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and request.accept_encodings.quality("gzip"):
        response.direct_passthrough = False
        response.set_data(packed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["ETag"] = "W/" + response.headers["ETag"].removeprefix("W/")
    return response


def register(app: Flask) -> None:
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(days=1)
    app.jinja_env.globals["asset"] = asset
    app.after_request(pack)
