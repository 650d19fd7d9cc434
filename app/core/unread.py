"""The rest of what somebody sends: to who is answered before its end the answer may never come, through a proxy above all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from app.core.arriving import Crowded

AT_MOST, PIECE = 512 * 1024 * 1024, 1024 * 1024


def read_rest(environ: Mapping[str, Any]) -> None:
    """And forget it. Nothing is read of what nobody sends by mistake, nor of what is not sent unless we ask for it.

    Nor of a server that does not say where a body ends, as that of Flask for development: to read on there is to wait for ever.
    """
    announced = environ.get("CONTENT_LENGTH") or "0"
    is_sent = "HTTP_TRANSFER_ENCODING" in environ or (announced.isdecimal() and 0 < int(announced) <= AT_MOST)
    ends = environ.get("wsgi.input_terminated") and "HTTP_EXPECT" not in environ
    left = AT_MOST if is_sent and ends else 0
    with suppress(Crowded):  # then it stays unread
        while left > 0 and (piece := environ["wsgi.input"].read(PIECE)):
            left -= len(piece)
