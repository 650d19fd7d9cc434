"""The status of many operators at once. The order is kept, and one bad number never fails the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.access import need
from app.api.asking import only_json, only_now
from app.api.headers import once
from app.api.limits import count_ids
from app.api.operations import described
from app.api.reading import read_body
from app.core.errors import Invalid
from app.core.problems import PROBLEMS
from app.extensions import db
from app.operators.words import CHECKED_BY, Scheme
from app.programme import identifiers
from app.register import queries, reading
from app.register.models import Entry
from app.register.standing import For

Alias = tuple[Scheme, str]


class AskedId(NamedTuple):
    """One of the numbers as sent, and what it is: a TIN, another number, or nothing that could be read."""

    sent: Any
    tin: str | None = None
    alias: Alias | None = None


@api.post(f"{BASE}/status:batch")
@described(
    "Ask for the status of up to 1,000 operators",
    "The answer is 200 whenever the envelope is good: each number has its own result, in the order asked.",
    scopes=(Scope.STATUS,),
    body=schemas.BatchQuestion,
    answers=(schemas.BatchAnswer,),
    problems=(
        "invalid-request",
        "unauthenticated",
        "insufficient-scope",
        "too-large",
        "unsupported-media-type",
        "not-yet-supported",
        "rate-limited",
    ),
)
def show_statuses() -> ResponseReturnValue:
    only_json()
    need(Scope.STATUS)
    question = read_body(schemas.BatchQuestion)
    only_now(as_of=question.as_of, known_at=question.known_at)
    count_ids(len(question.ids))
    results = list(answers([read_id(said_back(sent)) for sent in question.ids], question.asked))
    counts = Counter(str(result["result"]) for result in results)
    return once(orjson.dumps({"results": results, "counts": counts}))


def said_back(sent: Any) -> Any:
    """What was sent, if an answer can repeat it; a number beyond 64 bits cannot be, and is nobody's."""
    try:
        orjson.dumps(sent)
    except TypeError:
        return None
    return sent


def read_id(sent: Any) -> AskedId:
    """A plain text is a TIN; any other number is only taken with its scheme, for they look alike."""
    try:
        if isinstance(sent, str):
            return AskedId(sent, tin=identifiers.tin(sent))
        scheme, value = str(sent["scheme"]), str(sent["value"])
        if scheme == "tin":
            return AskedId(sent, tin=identifiers.tin(value))
        return AskedId(sent, alias=(Scheme(scheme), CHECKED_BY[Scheme(scheme)](value)))
    except (Invalid, KeyError, TypeError, ValueError):
        return AskedId(sent)


def answers(asked: list[AskedId], what: For) -> Iterator[dict[str, object]]:
    tins = queries.tins_of(db.session, {one.alias for one in asked if one.alias})
    wanted = {one.tin for one in asked if one.tin} | set(tins.values())
    entries = queries.find_many(db.session, wanted)
    for one in asked:
        tin = tins.get(one.alias) if one.alias else one.tin
        yield {"id": one.sent, **normalised(one, tin), **result(one, entries.get(tin or ""), what)}


def normalised(one: AskedId, tin: str | None) -> dict[str, str]:
    """The TIN that was looked up, where it is not what was sent."""
    return {"normalized": tin} if tin and tin != one.sent else {}


def result(one: AskedId, entry: Entry | None, what: For) -> dict[str, object]:
    if one.tin is None and one.alias is None:
        return {"result": "error", "problem": PROBLEMS["invalid-identifier"].type}
    standing = reading.standing(entry, what) if entry else None
    if entry is None or standing is None:
        return {"result": "not_found"}
    return {"result": standing.status, "type": standing.type, "since": standing.since, "seq": entry.seq}
