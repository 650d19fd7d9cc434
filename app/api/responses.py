"""What an address may answer, for the description: bodies, problems and headers."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pydantic import BaseModel

from app.api.operations import Operation
from app.api.schemas import ProblemAnswer
from app.core.problems import MEDIA_TYPE, PROBLEMS

ALWAYS = ("not-acceptable", "internal", "unavailable")
REF = "#/components/schemas/{model}"
PAGE = {"text/html": {"schema": {"type": "string"}}}


def header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


HEADERS = {
    "X-Request-Id": header("The id of the request: yours, if you sent one.", "2524d637-7ecd-4da9-982a-d0ad48d88e3a"),
    "ETag": header("Send it as If-None-Match. An answer about one shipment has none.", '"9c1f4a0b7d2e8356a1b0c9d8e7f60514"'),
    "Repr-Digest": header("The hash of the file (RFC 9530).", "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:"),
    "AEO-Checked-At": header("When the register was looked up.", "2026-11-05T10:00:00Z"),
    "RateLimit-Policy": header("How much may be asked in how many seconds.", '"client";q=60;w=60'),
    "RateLimit": header("How much is left, and for how many seconds.", '"client";r=59;t=41'),
    "WWW-Authenticate": header("What is missing: a token, or the scope it names.", 'Bearer realm="aeo"'),
    "Retry-After": header("After how many seconds to ask again.", "30"),
}
COUNTED = ("RateLimit-Policy", "RateLimit")
BESIDE = {401: ("WWW-Authenticate",), 403: ("WWW-Authenticate",), 429: ("Retry-After", *COUNTED), 503: ("Retry-After",)}


def responses(about: Operation, is_ours: bool) -> dict[str, Any]:
    """By status. `is_ours`: an address that only systems ask, where every refusal is a problem."""
    told = {str(about.status): answered(about), **problems(about, ALWAYS if is_ours else ())}
    if about.is_conditional:
        told["304"] = {"description": "Nothing has changed.", "headers": headers("ETag", *looked_up(about))}
    if about.failing:
        told["503"] = response("Cannot serve now.", {"application/json": {"schema": ref(about.failing)}}, "Retry-After")
    return dict(sorted(told.items()))


def answered(about: Operation) -> dict[str, Any]:
    if not (about.answers or about.files):
        return response("Done.", {}, *looked_up(about))
    shapes = [ref(model) for model in about.answers]
    said = (about.answers[0].__doc__ or "").strip() if about.answers else "The file."
    if about.files:
        packed = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in about.files}
        return response(said, packed, "ETag", "Repr-Digest", *looked_up(about))
    content = {"application/json": {"schema": shapes[0] if len(shapes) == 1 else {"anyOf": shapes}}}
    beside = (*(("ETag",) if about.is_conditional else ()), *looked_up(about))
    return response(said, content | page(about), *beside)


def looked_up(about: Operation) -> tuple[str, ...]:
    """What an answer from the register says of itself; keys, addresses and files for everybody are counted for nobody."""
    if not about.problems or (about.is_public and about.files):
        return ()
    return (*(("AEO-Checked-At",) if about.is_conditional else ()), *COUNTED)


def problems(about: Operation, always: tuple[str, ...]) -> dict[str, Any]:
    titles: dict[int, list[str]] = defaultdict(list)
    for slug in (*about.problems, *always):
        titles[PROBLEMS[slug].status].append(PROBLEMS[slug].title)
    content = {MEDIA_TYPE: {"schema": ref(ProblemAnswer)}} | page(about)
    return {str(status): response("; ".join(said), content, *BESIDE.get(status, ())) for status, said in titles.items()}


def page(about: Operation) -> dict[str, Any]:
    return PAGE if about.has_page else {}


def response(description: str, content: dict[str, Any], *beside: str) -> dict[str, Any]:
    told = {"description": description, "headers": headers(*beside)}
    return told | ({"content": content} if content else {})


def headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in ("X-Request-Id", *names)}


def ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REF.format(model=model.__name__)}
