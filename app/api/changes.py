"""The feed: what changed in the register, for whoever mirrors it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

import orjson
from flask import Response, g, request
from flask.typing import ResponseReturnValue
from orjson import Fragment

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.errors import Refusal
from app.api.guard import admit
from app.api.headers import uncached
from app.api.operations import Parameter, described
from app.api.parameters import whole_number
from app.api.waiting import LONGEST, awaited
from app.extensions import db
from app.register.feed import checksum, pages
from app.register.feed.cloud_event import envelope
from app.register.feed.cursor import Cursor, Expired, NotACursor
from app.register.feed.pages import Item, Page, kinds_for
from app.register.feed.record import View
from app.register.feed.words import FOR_ALL, ChangeKind
from app.register.parameters import no_such_value

SNAPSHOT = f"{BASE}/snapshots/latest"
MOST, USUAL = 1_000, 100
CURSOR = Parameter("cursor", "query", "Where you stand: the one of the last answer. Without it: the oldest change kept.", "AQk3…")
LIMIT = Parameter("limit", "query", "How many changes at most.", "100", least=1, most=MOST)
TYPES = Parameter(
    "types", "query", "Only these, with commas between. A mirror needs all of them.", ",".join(kind.api for kind in FOR_ALL[:2])
)
WAIT = Parameter(
    "wait", "query", "Where nothing is new: for how many seconds to wait for it. Best right under your own time limit.", "20",
    least=0, most=LONGEST,
)  # fmt: skip
AT = Parameter("at", "query", "The cursor of an answer whose more was false. Without it: of this moment.", "AQk3…")


class FeedQuestion(NamedTuple):
    """One question to the feed."""

    cursor: Cursor | None
    limit: int
    view: View
    kinds: list[ChangeKind] | None

    def read(self) -> Page:
        return pages.read(db.session, self.cursor, self.limit, view=self.view, kinds=self.kinds)


@api.get(f"{BASE}/changes")
@described(
    "Follow the register",
    "Every change once it is committed, with what the operator has become. At least once: keep what has the higher seq.",
    scopes=(Scope.CHANGES,),
    parameters=(CURSOR, LIMIT, TYPES, WAIT),
    answers=(schemas.ChangesAnswer,),
    problems=("invalid-request", "unauthenticated", "insufficient-scope", "cursor-expired", "rate-limited"),
)
def show_changes() -> ResponseReturnValue:
    admit()
    try:
        page = awaited(lambda: question().read(), whole_number(WAIT, 0))  # its scopes may become fewer while it waits
        return page_response(page)
    except Expired as error:
        raise expired(error) from None


@api.get(f"{BASE}/changes/checksum")
@described(
    "Prove a mirror",
    "How many operators the register has at a cursor, and the sum over them: a mirror that has the same is the same.",
    scopes=(Scope.CHANGES,),
    parameters=(AT,),
    answers=(schemas.ChecksumAnswer,),
    problems=("invalid-request", "unauthenticated", "insufficient-scope", "cursor-expired", "rate-limited"),
)
def show_checksum() -> ResponseReturnValue:
    admit()
    at = cursor_of("at")
    if at and not at.is_whole:
        raise no_such_value("at", "The cursor of an answer whose more is false: a mirror is whole only there")
    try:
        found = checksum.at(db.session, at)
    except Expired as error:
        raise expired(error) from None
    return uncached(orjson.dumps({"count": found.operators, "checksum": found.hex, "cursor": str(found.cursor)}))


def question() -> FeedQuestion:
    view = View.NODE if Scope.NODE in g.scopes else View.RISK if Scope.RISK in g.scopes else View.STATUS
    return FeedQuestion(cursor_of("cursor"), whole_number(LIMIT, USUAL), view, kinds_of(request.args.get("types"), view))


def cursor_of(name: str) -> Cursor | None:
    given = request.args.get(name)
    try:
        return Cursor.read(given) if given is not None else None
    except NotACursor as error:
        raise no_such_value(name, str(error)) from None
    except Expired as error:
        raise expired(error) from None


def kinds_of(given: str | None, view: View) -> list[ChangeKind] | None:
    known = {kind.api: kind for kind in kinds_for(view)}
    names = given.split(",") if given is not None else []
    if not set(names) <= set(known):
        raise no_such_value("types", f"Some of {', '.join(known)}, with commas between")
    return [known[name] for name in names] or None


def page_response(page: Page) -> Response:
    following = {**request.args, "cursor": str(page.cursor)}
    following_address = f"{BASE}/changes?{urlencode(following)}"
    items = [event(item) for item in page.items]
    body = {"items": items, "cursor": str(page.cursor), "more": page.more, "next": following_address}
    response = uncached(orjson.dumps(body))
    response.headers["Link"] = f'<{following_address}>; rel="next", </openapi.json>; rel="describedby"'
    return response


def event(item: Item) -> dict[str, object]:
    """In the words of CloudEvents."""
    shared = envelope(item.id, item.kind.api, item.subject, item.at)
    return shared | {"sequence": f"{item.position:019}", "data": Fragment(item.data)}


def expired(error: Expired) -> Refusal:
    return Refusal("cursor-expired", str(error), headers={"Link": f'<{SNAPSHOT}>; rel="alternate"'}, snapshot=SNAPSHOT)
