"""Status and modifiers of many operators. The order is kept, and one bad number never fails the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import orjson
from pydantic import ValidationError

from app.core import clock
from app.lookup import afresh
from app.lookup.asked import Asked
from app.lookup.elsewhere import only_now
from app.lookup.store import Stored, View
from app.lookup.told import Answer, once
from app.register.batch import Alias, AskedId, BatchQuestion, Numbers, Told, answer, known, of_standing, read_ids, refused
from app.register.standing import For
from app.risk.asking import RiskBatchQuestion, cut_out, in_brief
from app.risk.engine import ANYTHING, Shipment

Question = TypeVar("Question", bound=Numbers)


def read(asked: Asked, question: type[Question]) -> Question:
    """400 with the places for what does not fit."""
    try:
        read = question.model_validate_json(asked.body())
    except ValidationError as error:
        raise refused(error) from None
    only_now(as_of=read.as_of, known_at=read.known_at)
    asked.count(len(read.ids))
    return read


def statuses(asked: Asked, view: View) -> Answer:
    question = read(asked, BatchQuestion)
    ids, tins = operators(asked, view, question)
    found = view.many(known(ids, tins))
    return once(asked, answer(ids, tins, {tin: status(asked, view, one, question.asked) for tin, one in found.items()}))


def risks(asked: Asked, view: View) -> Answer:
    question = read(asked, RiskBatchQuestion)
    about = question.shipment
    ids, tins = operators(asked, view, question)
    found = view.many(known(ids, tins))
    asked.looked_at = tuple(found)
    return once(asked, answer(ids, tins, {tin: modifier(asked, view, one, about) for tin, one in found.items()}))


def operators(asked: Asked, view: View, question: Numbers) -> tuple[list[AskedId], Mapping[Alias, str]]:
    """What was asked for, and the TINs of the other numbers."""
    ids, day = read_ids(question.ids), clock.day_of(asked.moment)
    aliases = {one.alias: view.alias(*one.alias, day) for one in ids if one.alias}
    return ids, {alias: tin for alias, tin in aliases.items() if tin}


def status(asked: Asked, view: View, stored: Stored, what: For) -> Told | None:
    if asked.at < stored.changes_at:
        return of_standing(stored.standing(what), stored.seq)
    return of_standing(afresh.standing(view, stored, clock.day_of(asked.moment), what), stored.seq)


def modifier(asked: Asked, view: View, stored: Stored, about: Shipment) -> Told:
    if about == ANYTHING and asked.at < stored.changes_at:
        return in_brief(cut_out(view.unpack.risk(stored.risk)), stored.seq)
    return in_brief(orjson.loads(afresh.risk(view, stored, asked.moment, about)), stored.seq)
