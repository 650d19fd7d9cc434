"""One request, as far as look-ups read it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

from app.core import clock, protection
from app.core.errors import TooMany
from app.core.refusals import LARGEST_BODY, Refusal, UsedUp
from app.core.unread import read_rest
from app.core.windows import IDS

Environ = dict[str, Any]
Query = Mapping[str, Sequence[str]]

NOTHING: Query = {}
USUAL = 256
JSON = re.compile(r"\s*application/(?:json|[^;\s]*\+json)\s*(?:;|$)", re.IGNORECASE)
ENTITY_TAG = re.compile(r'(?:\A|,)[ \t]*(?:[Ww]/)?(?:"([^"]*)"|([^" \t,]+))[ \t]*(?=,|\Z)')


class HttpRequest:
    """What is asked, and when; by whom, once that is known, and what is left to them, once it was counted."""

    __slots__ = (
        "asker", "at", "budget", "environ", "id", "ids", "is_public", "left", "looked_at", "moment", "query", "raw_number",
    )  # fmt: skip

    def __init__(self, environ: Environ, raw_number: str) -> None:
        self.environ, self.raw_number = environ, raw_number
        self.moment = clock.now()
        self.at = self.moment.timestamp()
        self.id = protection.request_id(environ.get("HTTP_X_REQUEST_ID", ""))
        text = environ.get("QUERY_STRING")
        self.query = parsed(text) if text else NOTHING
        self.is_public = "HTTP_AUTHORIZATION" not in environ
        self.asker, self.budget = "", IDS
        self.ids, self.left = 0, -1
        self.looked_at: Sequence[str] = ()

    def get(self, name: str) -> str | None:
        return self.query[name][0] if name in self.query else None

    @property
    def parameters(self) -> dict[str, str]:
        """Each parameter is sent once."""
        return {name: values[0] for name, values in self.query.items()}

    @property
    def number(self) -> str:
        """As it stands in the address."""
        number = self.raw_number
        return number if number.isascii() else number.encode("latin-1").decode(errors="replace")

    def count(self, number: int) -> None:
        """What is asked is counted in numbers of operators, not in calls."""
        self.left = 0
        try:
            self.left = self.budget.take(self.asker, number, self.at)
        except TooMany as error:
            raise UsedUp(error.retry_after) from None
        self.ids = number

    def has(self, tag: str) -> bool:
        """Whether the asker, who says what it has, has this answer already."""
        sent: str = self.environ["HTTP_IF_NONE_MATCH"]
        return sent in (f'"{tag}"', "*") or tag in tags(sent)

    def body(self) -> bytes:
        """415 for another media type, 413 for too much. Whoever answers instead reads it again."""
        if not JSON.match(self.environ.get("CONTENT_TYPE", "")):
            raise Refusal("unsupported-media-type")
        announced = int(self.environ.get("CONTENT_LENGTH") or 0)
        if announced > LARGEST_BODY:
            raise self._too_large()
        body: bytes = self.environ["wsgi.input"].read(announced or self._unannounced())
        if len(body) > LARGEST_BODY:
            raise self._too_large()
        self.environ["wsgi.input"] = BytesIO(body)
        return body

    def _unannounced(self) -> int:
        """So much is read of what comes in parts, where the server knows their end: by the same sign as the portal's."""
        return LARGEST_BODY + 1 if "CONTENT_LENGTH" not in self.environ and "wsgi.input_terminated" in self.environ else 0

    def _too_large(self) -> Refusal:
        read_rest(self.environ)
        return Refusal("too-large")


def parsed(query: str) -> Query:
    """As they are behind the question mark, each with all its values; a sign stands in the place of each NUL."""
    return parse_qs(query.replace("%00", "%EF%BF%BD"), keep_blank_values=True)


def takes_json(accept: str) -> bool:
    """Whether the header Accept leaves room for JSON. One longer than usual is not remembered: many would fill the memory."""
    return remembered(accept) if len(accept) <= USUAL else leaves_room(accept)


def leaves_room(accept: str) -> bool:
    """Its most particular entry that fits decides (RFC 9110, 12.5.1)."""
    fitting = [
        (kind.count("*"), quality) for kind, quality in accepted(accept) if kind in ("application/json", "application/*", "*/*")
    ]
    return not accept.strip() or (bool(fitting) and min(fitting, key=lambda one: (one[0], -one[1]))[1] > 0)


remembered = lru_cache(maxsize=256)(leaves_room)


def accepted(accept: str) -> list[tuple[str, float]]:
    """Each kind with its quality."""
    found = []
    for entry in accept.split(","):
        kind, *about = (part.strip().lower() for part in entry.split(";"))
        quality = next((one[2:] for one in about if one.startswith("q=")), "1")
        if re.fullmatch(r"0(\.\d*)?|1(\.0*)?", quality) and not any(one for one in about if not one.startswith("q=")):
            found.append((kind, float(quality)))
    return found


def tags(sent: str) -> set[str]:
    """All that stand in If-None-Match, weak or not."""
    return {quoted or plain for quoted, plain in ENTITY_TAG.findall(sent)}
