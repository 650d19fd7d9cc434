"""The one place that knows WeasyPrint: lays a template out on pages and writes them as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pydyf
from weasyprint import HTML, Attachment, Document, Page

from app.core import rendering, shelf
from app.core.plates import pictures

ONE_AT_A_TIME = Lock()  # Pango's map of typefaces is not for two threads


@dataclass(frozen=True)
class Sheet:
    """A document laid out, the languages its articles are in, and whether its first page is a composition with a pinned foot."""

    document: Document
    languages: list[str]
    composed: bool


def compose(template: str, context: Mapping[str, object], variant: str) -> Sheet:
    """Pages, with the linked style sheets taken from the shelf already parsed."""
    text = rendering.render(template, context)
    try:
        with ONE_AT_A_TIME:
            return lay_out(HTML(string=text, base_url=shelf.BASE, url_fetcher=shelf.fetch, encoding="utf-8"), variant)
    except shelf.NotOnTheShelf as missing:
        raise FileNotFoundError(f"{template} asks for what is not among our files: {missing}") from missing


def lay_out(html: HTML, variant: str) -> Sheet:
    parts = list(html.etree_element.iter())
    links = [part for part in parts if part.tag == "link" and part.attrib.pop("rel", None) == "stylesheet"]
    document = html.render(
        stylesheets=[shelf.style(link.get("href")) for link in links],
        font_config=shelf.TYPEFACES,
        cache=dict(pictures()),
        pdf_variant=variant,
    )
    languages = [part.get("lang") for part in parts if part.tag == "article"]
    return Sheet(document, languages, any(part.get("data-flow") for part in parts))


def collides(sheet: Sheet) -> bool:
    """Whether what flows on the first page (`data-flow="body"`) runs into what is pinned to it (`data-flow="foot"`)."""
    ends = flows(sheet.document.pages[0]) if sheet.composed else {}
    return sheet.composed and (ends.keys() != {"body", "foot"} or ends["body"][1] > ends["foot"][0])


def flows(page: Page) -> dict[str, tuple[float, float]]:
    """Top and bottom of the parts of a page that are marked to be watched. A part that was pushed off it is missing."""
    ends: dict[str, tuple[float, float]] = {}
    for box in page._page_box.descendants(placeholders=True):  # noqa: SLF001 - there is no public way
        name = None if box.element is None else box.element.get("data-flow")
        if name:
            ends.setdefault(name, (box.position_y, box.position_y + box.margin_height()))
    return ends


def write(sheet: Sheet, attachments: Sequence[Attachment], variant: str) -> bytes:
    """The finished file. An `<article>` is a paragraph in the page's second language."""

    def finish(_: Document, pdf: Any) -> None:
        list_once(pdf)
        for language in sheet.languages[:1]:
            name_language(pdf, language)

    with ONE_AT_A_TIME:
        return bytes(sheet.document.write_pdf(pdf_variant=variant, attachments=list(attachments), finisher=finish))


def name_language(pdf: Any, language: str) -> None:
    """Tell a reading machine the language of the articles, which WeasyPrint leaves out."""
    for part in pdf.objects:
        if isinstance(part, dict) and part.get("S") == "/Art":
            part["S"], part["Lang"] = "/P", pydyf.String(language)


def list_once(pdf: Any) -> None:
    """Name each associated file once; WeasyPrint lists it twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
