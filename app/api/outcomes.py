"""Systems tell what happened to declarations: error rates, benefits and policies are measured by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import orjson
from flask import Response, g
from flask.typing import ResponseReturnValue
from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.guard import admit
from app.api.headers import uncached
from app.api.idempotency import NotKept, once_by_key
from app.api.limits import count_ids
from app.api.operations import IDEMPOTENCY_KEY, described
from app.api.reading import read_body
from app.core.problems import PROBLEMS
from app.outcomes import service
from app.outcomes.reported import Reported
from app.outcomes.words import TAKEN, Result
from app.register.batch import places, said_back

PLACES_OF_ONE, LARGEST_KEPT = 3, 160 * 1024
"""Mistakes pointed at in one outcome; bytes of an answer, in which a thousand outcomes fit that were all stored."""


class Read(NamedTuple):
    """One of the outcomes as it was sent: what it says, or why it says nothing."""

    sent: Any
    outcome: Reported | None
    mistakes: Sequence[dict[str, str]] = ()


@api.post(f"{BASE}/outcomes")
@described(
    "Tell what happened to up to 1,000 declarations",
    "The answer is 200 whenever the envelope is good: each outcome has its own result, in the order sent. `stored` and"
    " `corrected` count from now on, `known` was told before, `superseded` is older than what is known; `conflict` says"
    " something else than what is known under the same version: send it with a higher one. Nothing is ever overwritten."
    " Where nothing was stored or corrected, the same Idempotency-Key is answered anew.",
    scopes=(Scope.OUTCOME,),
    parameters=(IDEMPOTENCY_KEY,),
    body=schemas.OutcomesQuestion,
    answers=(schemas.OutcomesAnswer,),
    problems=(
        "invalid-request",
        "unauthenticated",
        "insufficient-scope",
        "conflict",
        "too-large",
        "unsupported-media-type",
        "idempotency-key-reused",
        "rate-limited",
    ),
)
def report_outcomes() -> ResponseReturnValue:
    admit(0)
    return once_by_key(taken_up)


def taken_up(session: Session) -> Response:
    sent = [read(place, said_back(one)) for place, one in enumerate(read_body(schemas.OutcomesQuestion).outcomes)]
    count_ids(len(sent))
    good = [one.outcome for one in sent if one.outcome]
    results = list(answers(sent, service.report(session, g.client.client_id, good, by=None)))
    counts = Counter(str(one["result"]) for one in results)
    response = uncached(orjson.dumps({"results": results, "counts": counts}))
    is_kept = counts.keys() & TAKEN and len(response.data) <= LARGEST_KEPT
    return response if is_kept else NotKept(response.data, headers=response.headers)


def read(place: int, sent: Any) -> Read:
    try:
        return Read(sent, Reported.model_validate(sent))
    except ValidationError as error:
        at, wrong = f"/outcomes/{place}", places(error, PLACES_OF_ONE)
        return Read(sent, None, [{"pointer": at + one["pointer"], "detail": one["detail"]} for one in wrong])


def answers(sent: Sequence[Read], results: Sequence[Result]) -> Iterator[dict[str, Any]]:
    reported = iter(results)
    for one in sent:
        named = one.sent if isinstance(one.sent, dict) else {}
        result = next(reported) if one.outcome else Result.ERROR
        answer = {"reference": named.get("reference"), "role": named.get("role"), "result": result}
        yield answer | ({} if one.outcome else {"problem": PROBLEMS["invalid-request"].type, "errors": one.mistakes})
