"""What signing does, shown before it: status, certificate, and the credit computed as if it were signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.authorisations.states import Status
from app.core import clock
from app.decisions.as_if import as_if_signed
from app.decisions.dates import ends, takes_effect
from app.decisions.models import Decision
from app.decisions.states import Measure
from app.operators.models import Operator
from app.programme.words import Domain, Role
from app.risk import queries
from app.risk.engine import ANYTHING, Shipment, compute
from app.risk.facts import Facts
from app.risk.gather import facts_of_newcomer
from app.risk.policies.queries import in_force


@dataclass(frozen=True)
class Effect:
    """One decision: the status before and after, and since when. Neither where nothing is or comes into force."""

    decision: Decision
    before: Status | None
    after: Status | None
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Credit:
    """The figures of the modifier before and after, on the day the last of the decisions takes effect.

    `of_a_part`: those that a shipment of the part meets; asked for without role and site they stay as they are.
    """

    before: Mapping[Domain, int]
    after: Mapping[Domain, int]
    on: date
    of_a_part: bool = False

    @property
    def changes(self) -> bool:
        return self.before != self.after


def effect(decision: Decision) -> Effect:
    today, held = clock.today(), decision.authorisation
    before = held.status if held else None
    if decision.is_in_part:
        return Effect(decision, before, before, today, ends(decision))
    match decision.kind:
        case Measure.GRANT:
            return Effect(decision, before, Status.VALID, takes_effect(decision))
        case Measure.REFUSE:
            return Effect(decision, before, before, today)
        case Measure.SUSPEND:
            return Effect(decision, before, Status.SUSPENDED, today, ends(decision))
        case Measure.REINSTATE:
            return Effect(decision, before, Status.VALID, today)
        case Measure.REVOKE:
            return Effect(decision, before, Status.REVOKED, today)


def credit(session: Session, operator: Operator, decisions: Sequence[Decision]) -> Credit:
    """The modifier as it is, and as it will be once all of these are signed. Nothing is stored."""
    now, policy = clock.now(), in_force(session)
    known = facts_known(session, operator)
    days = [takes_effect(one) for one in decisions if one.kind is Measure.GRANT]
    moment = max([now, *(clock.start_of(day) for day in days)])
    signed, shipment = as_if_signed(session, operator, known, decisions), shipment_of(decisions)
    before, after = compute(known, policy, now, shipment), compute(signed, policy, moment, shipment)
    return Credit(
        before={domain: figure.value for domain, figure in before.figures.items()},
        after={domain: figure.value for domain, figure in after.figures.items()},
        on=clock.day_of(moment),
        of_a_part=shipment != ANYTHING,
    )


def shipment_of(decisions: Sequence[Decision]) -> Shipment:
    """One that shows the effect: of the part, where nothing else is decided."""
    if not decisions or not all(one.is_in_part for one in decisions):
        return ANYTHING
    first = decisions[0]
    return Shipment(role=Role(first.roles[0]).api) if first.roles else Shipment(site=first.sites[0])


def facts_known(session: Session, operator: Operator) -> Facts:
    """Those of the published modifier, which is as new as the newest fact; nothing is published before a first grant."""
    last = queries.latest(session, operator.id)
    return Facts.from_dict(last.facts) if last else facts_of_newcomer(session, operator.id)
