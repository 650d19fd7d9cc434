"""Answers worked out anew from what the record of an operator holds: pure, for any moment after it was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import orjson

from app.lookup.store import Stored, View
from app.register import bodies
from app.register.particulars import Particulars
from app.register.standing import Coverage, Standing, stand
from app.risk.engine import Shipment, compute
from app.risk.facts import UNKNOWN, Facts
from app.risk.policy import Policy, load, read


def status(view: View, stored: Stored, day: date, coverage: Coverage) -> bytes | None:
    return bodies.status(particulars(view, stored), day, stored.seq, coverage)


def public(view: View, stored: Stored, day: date, coverage: Coverage) -> bytes | None:
    return bodies.public(particulars(view, stored), day, coverage)


def standing(view: View, stored: Stored, day: date, coverage: Coverage) -> Standing | None:
    return stand(particulars(view, stored).held, day, coverage)


def risk(view: View, stored: Stored, moment: datetime, about: Shipment) -> bytes:
    """Of an operator without facts, or under a policy that is not here, no credit can be worked out: G09."""
    record = node(view, stored)
    policy = policy_at(view, moment, record["policy"])
    facts = Facts.from_dict(record["facts"]) if policy and record["facts"] else UNKNOWN
    modifier = compute(facts, policy or load(), moment, about)
    return bodies.risk(Particulars.model_validate(record["particulars"]), modifier.to_json())


def particulars(view: View, stored: Stored) -> Particulars:
    return Particulars.model_validate(node(view, stored)["particulars"])


def node(view: View, stored: Stored) -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(view.unpack.node(stored.node))
    return told


def policy_at(view: View, moment: datetime, named: Mapping[str, str] | None) -> Policy | None:
    """The one in force; the one that the record was computed by, where nothing is told of that."""
    policy_id = view.in_force(moment) or (named["id"] if named else None)
    text = view.policy(policy_id) if policy_id else None
    return read_policy(text) if text else None


@lru_cache(maxsize=16)
def read_policy(text: bytes) -> Policy:
    return read(orjson.loads(text))
