"""Many operators at once: their status, or their modifiers."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.guard import admit
from app.api.headers import uncached
from app.api.limits import count_ids
from app.api.metering import looked_at
from app.api.operations import described
from app.api.reading import read_body
from app.core.clock import day_of
from app.extensions import db
from app.register import queries, reading
from app.register.batch import (
    Alias,
    AskedId,
    BatchQuestion,
    Numbers,
    ResultFields,
    of_standing,
    read_ids,
    results_body,
    tins_to_find,
)
from app.register.models import Entry, Restricted
from app.register.past.moments import Moments, moments
from app.register.standing import Coverage
from app.risk import past_batch, present
from app.risk.engine import Shipment
from app.risk.parameters import RiskBatchQuestion, in_brief

ABOUT = "The answer is 200 whenever the envelope is good: each number has its own result, in the order asked."
PROBLEMS = (
    "invalid-request",
    "unauthenticated",
    "insufficient-scope",
    "too-large",
    "unsupported-media-type",
    "not-yet-known",
    "rate-limited",
)


@api.post(f"{BASE}/status:batch")
@described(
    "Ask for the status of up to 1,000 operators",
    ABOUT,
    scopes=(Scope.STATUS,),
    body=BatchQuestion,
    answers=(schemas.BatchAnswer,),
    problems=PROBLEMS,
)
def show_statuses() -> ResponseReturnValue:
    admit(0)
    question = read_body(BatchQuestion)
    when = moments_of(question)
    ids, tins = operators(question, when)
    if when:
        found = past_batch.statuses(db.session, tins_to_find(ids, tins), when, question.coverage)
        return uncached(results_body(ids, tins, found, when.texts))
    entries = queries.find_many(db.session, tins_to_find(ids, tins))
    return uncached(results_body(ids, tins, statuses(entries, question.coverage)))


@api.post(f"{BASE}/risk:batch")
@described(
    "Ask for the modifiers of up to 1,000 operators",
    f"{ABOUT} Role, site and mode are those of all of them; the components stand in the answer for one operator.",
    scopes=(Scope.RISK,),
    body=RiskBatchQuestion,
    answers=(schemas.RiskBatchAnswer,),
    problems=PROBLEMS,
)
def show_risks() -> ResponseReturnValue:
    admit(0)
    question = read_body(RiskBatchQuestion)
    when, shipment = moments_of(question), question.shipment
    ids, tins = operators(question, when)
    if when:
        found = past_batch.modifiers(db.session, tins_to_find(ids, tins), when, shipment)
        looked_at(found)
        return uncached(results_body(ids, tins, found, when.texts))
    entries = queries.find_many(db.session, tins_to_find(ids, tins), Restricted.risk)
    looked_at(entries)
    return uncached(results_body(ids, tins, {tin: modifier(entry, shipment) for tin, entry in entries.items()}))


def moments_of(question: Numbers) -> Moments | None:
    """None for the present. What is asked is counted before anything is looked up."""
    when = moments(question.as_of, question.known_at)
    count_ids(len(question.ids))
    return when


def operators(question: Numbers, when: Moments | None) -> tuple[list[AskedId], Mapping[Alias, str]]:
    """What was asked for, and the TINs of the other numbers."""
    ids = read_ids(question.ids)
    return ids, queries.tins_of(db.session, {one.alias for one in ids if one.alias}, when and day_of(when.as_of))


def statuses(entries: Mapping[str, Entry], coverage: Coverage) -> dict[str, ResultFields | None]:
    return {tin: of_standing(reading.standing(entry, coverage), entry.seq) for tin, entry in entries.items()}


def modifier(entry: Entry, shipment: Shipment) -> ResultFields:
    body = present.published(entry, shipment) or present.computed(db.session, entry, shipment)
    return in_brief(orjson.loads(body), entry.seq)
