"""What a PDF may be made of: our own style sheets, drawings and typefaces, and nothing from a network."""

from __future__ import annotations

from base64 import b64decode
from functools import cache
from mimetypes import guess_type
from pathlib import Path

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from app.core import ornament
from app.core.rendering import TEMPLATES

BASE = "https://shelf.invalid/"  # a name only: nothing is ever asked for there
SHEETS = TEMPLATES / "pdf"
FONTS = Path(__file__).parents[1] / "web" / "static" / "vendor" / "fonts"
DRAWN = {"frame.svg": ornament.frame, "rosette.svg": ornament.rosette}
TYPEFACES = FontConfiguration()


class NotOnTheShelf(FatalURLFetchingError):  # type: ignore[misc]
    """WeasyPrint would leave a missing picture out; a certificate without its arms must not be issued."""


def fetch(url: str) -> URLFetcherResponse:
    """The only fetcher a document is given."""
    try:
        body = inline(url) if url.startswith("data:") else stored(url)
    except (OSError, ValueError) as missing:
        raise NotOnTheShelf(url[:80]) from missing
    return URLFetcherResponse(url, body, {"Content-Type": guess_type(url)[0] or "application/octet-stream"})


def inline(url: str) -> bytes:
    """A picture that the page carries in itself."""
    kind, _, body = url.partition(";base64,")
    if not kind.startswith("data:image/") or not body:
        raise ValueError(url)
    return b64decode(body, validate=True)


def stored(url: str) -> bytes:
    """A file of ours by its bare name: a path that climbs or leads elsewhere finds nothing."""
    place, _, name = url.removeprefix(BASE).rpartition("/")
    if not url.startswith(BASE) or place not in {"", "fonts"}:
        raise ValueError(url)
    if not place and name in DRAWN:
        return DRAWN[name]()
    return ((FONTS if place else SHEETS) / name).read_bytes()


@cache
def style(name: str) -> CSS:
    """A style sheet, read and parsed once a process."""
    return CSS(string=(SHEETS / name).read_text("utf-8"), base_url=BASE, url_fetcher=fetch, font_config=TYPEFACES)
