"""Status and modifiers of many operators. The order is kept, and one bad number never fails the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import orjson
from pydantic import ValidationError

from app.core import clock
from app.lookup import afresh
from app.lookup.elsewhere import only_now
from app.lookup.request import HttpRequest
from app.lookup.response import HttpResponse, uncached
from app.lookup.store import Stored, View
from app.register.batch import (
    Alias,
    AskedId,
    BatchQuestion,
    Numbers,
    ResultFields,
    of_standing,
    read_ids,
    refused,
    results_body,
    tins_to_find,
)
from app.register.standing import Coverage
from app.risk.engine import ANYTHING, Shipment
from app.risk.parameters import RiskBatchQuestion, cut_out, in_brief

Question = TypeVar("Question", bound=Numbers)


def read(request: HttpRequest, question: type[Question]) -> Question:
    """400 with the places for what does not fit."""
    try:
        read = question.model_validate_json(request.body())
    except ValidationError as error:
        raise refused(error) from None
    only_now(as_of=read.as_of, known_at=read.known_at)
    request.count(len(read.ids))
    return read


def statuses(request: HttpRequest, view: View) -> HttpResponse:
    question = read(request, BatchQuestion)
    ids, tins = operators(request, view, question)
    stored = view.many(tins_to_find(ids, tins))
    found = {tin: status(request, view, one, question.coverage) for tin, one in stored.items()}
    return uncached(request, results_body(ids, tins, found))


def risks(request: HttpRequest, view: View) -> HttpResponse:
    question = read(request, RiskBatchQuestion)
    about = question.shipment
    ids, tins = operators(request, view, question)
    stored = view.many(tins_to_find(ids, tins))
    request.looked_at = tuple(stored)
    found = {tin: modifier(request, view, one, about) for tin, one in stored.items()}
    return uncached(request, results_body(ids, tins, found))


def operators(request: HttpRequest, view: View, question: Numbers) -> tuple[list[AskedId], Mapping[Alias, str]]:
    """What was asked for, and the TINs of the other numbers."""
    ids, day = read_ids(question.ids), clock.day_of(request.moment)
    aliases = {one.alias: view.alias(*one.alias, day) for one in ids if one.alias}
    return ids, {alias: tin for alias, tin in aliases.items() if tin}


def status(request: HttpRequest, view: View, stored: Stored, coverage: Coverage) -> ResultFields | None:
    if request.at < stored.changes_at:
        return of_standing(stored.standing(coverage), stored.seq)
    return of_standing(afresh.standing(view, stored, clock.day_of(request.moment), coverage), stored.seq)


def modifier(request: HttpRequest, view: View, stored: Stored, about: Shipment) -> ResultFields:
    if about == ANYTHING and request.at < stored.changes_at:
        return in_brief(cut_out(view.unpack.risk(stored.risk)), stored.seq)
    return in_brief(orjson.loads(afresh.risk(view, stored, request.moment, about)), stored.seq)
