"""The facts as they would be once decisions were signed. What is made up here belongs to no session: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.authorisations import queries as authorisations
from app.authorisations.models import Authorisation
from app.authorisations.states import State
from app.core import clock
from app.decisions.dates import ends, takes_effect
from app.decisions.models import Decision
from app.decisions.service.propose import LEADS_TO
from app.decisions.states import Measure
from app.history.kinds import Kind as Happened
from app.history.models import Event
from app.operators.models import Operator
from app.risk.facts import Facts
from app.risk.gather import suspensions
from app.risk.held import held

HAPPENS = {Measure.SUSPEND: Happened.AUTHORISATION_SUSPENDED, Measure.REINSTATE: Happened.AUTHORISATION_REINSTATED}


def as_if_signed(session: Session, operator: Operator, known: Facts, decisions: Sequence[Decision]) -> Facts:
    """What would be held, told from authorisations and events as of what is held."""
    touching = [one for one in decisions if one.kind is not Measure.REFUSE]
    if not touching:
        return known
    after, events = [left_by(one) for one in touching], list(recorded_by(touching))
    if known.authorisations:  # else there is nothing before
        changed = {one.id for one in after}
        after += [one for one in authorisations.of_operator(session, operator.id) if one.id not in changed]
        events = [*suspensions(session, [operator.id]).get(operator.id, ()), *events]
    provisional = known.last_validated_on is None
    return replace(known, authorisations=held(after, events, clock.today(), provisional=provisional))


def left_by(decision: Decision) -> Authorisation:
    """The authorisation as signing would leave it."""
    was = decision.authorisation
    return Authorisation(
        id=was.id if was else decision.id,
        type=decision.type,
        state=LEADS_TO.get(decision.kind, State.GRANTED),
        effective_from=was.effective_from if was else takes_effect(decision),
        effective_to=was.effective_to if was else None,
        suspended_until=ends(decision),
    )


def recorded_by(decisions: Sequence[Decision]) -> Iterator[Event]:
    """The events that would say when a suspension began or ended."""
    for one in decisions:
        if kind := HAPPENS.get(one.kind):
            yield Event(kind=kind, about_id=one.authorisation_id, at=clock.now(), facts={"ground": one.ground})
