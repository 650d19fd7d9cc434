"""Many operators asked about at another moment: what is told of each, in as many statements as of one."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, partial

from sqlalchemy.orm import Session

from app.core.problems import PROBLEMS
from app.register.batch import ResultFields, of_standing
from app.register.past import finding, telling
from app.register.past.moments import Moments
from app.register.standing import Coverage
from app.risk import past as risk
from app.risk.engine import Shipment
from app.risk.parameters import in_brief
from app.risk.policies.queries import policy_at

BEYOND: ResultFields = {"result": "unavailable", "problem": PROBLEMS["not-yet-known"].type}


def statuses(session: Session, tins: Collection[str], when: Moments, coverage: Coverage) -> dict[str, ResultFields | None]:
    """Of whom more is asked than was known: it could not be checked."""
    pasts = finding.find(session, tins, when)
    return {
        tin: BEYOND if telling.is_beyond(past, when) else of_standing(telling.standing(past, coverage), past.stood.seq)
        for tin, past in pasts.items()
    }


def modifiers(session: Session, tins: Collection[str], when: Moments, shipment: Shipment) -> dict[str, ResultFields | None]:
    pasts = finding.find(session, tins, when)
    computed, policy = risk.computations(session, list(pasts.values())), cache(partial(policy_at, session, *when[:2]))
    return {
        tin: BEYOND
        if telling.is_beyond(past, when)
        else in_brief(risk.modifier(past, computed, policy, shipment), past.stood.seq)
        for tin, past in pasts.items()
        if past.held
    }
