"""Gathering the facts of operators, for many in as few queries as for one, in an order that never changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.authorisations.holders import Holder
from app.core import clock
from app.history.models import Event
from app.operators.models import Operator
from app.risk.facts import Covered, Facts
from app.risk.gather.adverse import actions, alert, doubts, incidents, infringements, late
from app.risk.gather.checked import (
    CHECKS_MONTHS,
    DECLARATIONS_MONTHS,
    Errors,
    checks,
    declarations,
    months_ago,
    named_errors,
)
from app.risk.gather.covered import covered
from app.risk.gather.given import Given, given, suspensions, validated_on
from app.risk.gather.parts import suspended_parts
from app.risk.gather.stated import (
    ACTION,
    ALERT,
    CHECKED,
    DISPUTE,
    INCIDENT,
    INFRINGEMENT,
    LATE,
    LODGED,
    VISIT,
    Said,
    Stated,
    stated,
)
from app.risk.held import held

__all__ = ["facts_of_many", "facts_of_newcomer", "suspensions"]


def facts_of_many(session: Session, holders: Mapping[UUID, Holder]) -> dict[UUID, Facts]:
    """Every fact there is by now, as known at this moment. Three queries, however many they are; one more where single checks
    are spoken of."""
    said, lines = _said(session, holders), given(session, holders.values())
    suspended, errors = suspensions(session, holders), named_errors(session, said)
    return {
        one: _one(said[one], errors.get(one, {}), lines.get(one, ()), suspended.get(one, ()), holders[one].operator)
        for one in holders
    }


def facts_of_newcomer(session: Session, operator_id: UUID) -> Facts:
    """Those of a business that was never authorised: nothing is held or covered yet."""
    said = _said(session, [operator_id])
    return _one(said[operator_id], named_errors(session, said).get(operator_id, {}), (), (), None)


def _said(session: Session, ids: Collection[UUID]) -> Stated:
    today = clock.today()
    since = {"lodged_since": months_ago(today, DECLARATIONS_MONTHS), "checked_since": months_ago(today, CHECKS_MONTHS)}
    return stated(session, ids, **since)


def _one(
    said: Mapping[str, Sequence[Said]],
    errors: Errors,
    line: Sequence[Given],
    suspended: Sequence[Event],
    operator: Operator | None,
) -> Facts:
    def told(kind: str) -> Sequence[Said]:
        return said.get(kind, ())

    known, seen_on = doubts(told(DISPUTE)), validated_on(told(VISIT), line)
    return Facts(
        authorisations=held([one.authorisation for one in line], suspended, clock.today(), provisional=seen_on is None),
        last_validated_on=seen_on,
        declarations=declarations(told(LODGED)),
        checks=checks(told(CHECKED), errors, known),
        infringements=infringements(told(INFRINGEMENT), known),
        incidents=incidents(told(INCIDENT), known),
        actions=actions(told(ACTION), known),
        late=late(told(LATE)),
        insolvency=alert(told(ALERT), known),
        covered=covered(operator, line) if operator else Covered(),
        suspended_parts=suspended_parts(line),
    )
