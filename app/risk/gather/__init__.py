"""Gathering the facts of operators: one query a kind of fact for all of them, in an order that never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.compliance import queries as compliance
from app.core import clock
from app.operators.models import Operator
from app.risk.facts import Covered, Facts
from app.risk.gather.adverse import actions, alerts, incidents, infringements
from app.risk.gather.checked import checks, declarations
from app.risk.gather.covered import covered
from app.risk.gather.given import given, suspensions, validated_on
from app.risk.held import held

__all__ = ["facts_of", "facts_of_many", "facts_of_newcomer", "suspensions"]


def facts_of(session: Session, operator: Operator) -> Facts:
    """Every fact there is by now, as known at this moment."""
    return facts_of_many(session, [operator])[operator.id]


def facts_of_newcomer(session: Session, operator_id: UUID) -> Facts:
    """Those of a business that was never authorised: nothing is held or covered yet."""
    return _facts(session, [operator_id], {})[operator_id]


def facts_of_many(session: Session, operators: Sequence[Operator]) -> dict[UUID, Facts]:
    """Of as many as the caller holds the locks of. At most eleven queries, however many there are."""
    return _facts(session, [one.id for one in operators], {one.id: one for one in operators})


def _facts(session: Session, ids: Sequence[UUID], operators: Mapping[UUID, Operator]) -> dict[UUID, Facts]:
    today, lines = clock.today(), given(session, ids) if operators else {}
    seen_on, doubts = validated_on(session, ids, lines), compliance.doubts(session, ids)
    suspended = suspensions(session, ids) if operators else {}
    happened, owed = incidents(session, ids, doubts), actions(session, ids, doubts)
    decided, alerted = infringements(session, ids, doubts), alerts(session, ids, doubts)
    lodged, drawn = declarations(session, ids, today), checks(session, ids, today)
    return {
        one: Facts(
            authorisations=held(
                [line.authorisation for line in lines.get(one, ())],
                suspended.get(one, ()),
                today,
                provisional=seen_on.get(one) is None,
            ),
            last_validated_on=seen_on.get(one),
            declarations=lodged.get(one, 0),
            checks=drawn.get(one, ()),
            infringements=decided.get(one, ()),
            incidents=happened.get(one, ()),
            actions=owed.get(one, ()),
            insolvency=alerted.get(one),
            covered=covered(operators[one], lines.get(one, ())) if one in operators else Covered(),
        )
        for one in ids
    }
