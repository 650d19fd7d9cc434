"""Simulating a policy: asked by an officer or a system, done by the worker, its progress for all to see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.core import clock, jobs
from app.core.errors import WrongState, allow
from app.history.kinds import Kind
from app.history.service import record
from app.risk.policies import policy as rights
from app.risk.policies import queries as policies
from app.risk.policies.models import RiskPolicy
from app.risk.policies.states import State as PolicyState
from app.risk.simulation import queries, spread, stored
from app.risk.simulation.models import Simulation
from app.risk.simulation.states import LIFECYCLE, State
from app.risk.simulation.tally import Tally

if TYPE_CHECKING:
    from app.accounts.models import User


class NothingToCompare(WrongState):
    """It is in force, or will never be."""

    def __init__(self, row: RiskPolicy) -> None:
        super().__init__(f"Policy {row.code} is {row.state.label.lower()}: there is nothing to compare with what is in force.")


def simulate(session: Session, row: RiskPolicy, *, by: User | None) -> Simulation:
    """Ask what it would make of every operator, beside the policy in force: the one under way, if that was asked already.

    `NothingToCompare`.
    """
    allow(rights.can_try(by), "Only programme managers and decision makers try policies.")
    against = policies.period_at(session, clock.now()).row
    if row.id == against.id or row.state not in (PolicyState.PROPOSED, PolicyState.APPROVED):
        raise NothingToCompare(row)
    if found := queries.under_way(session, row, against):
        return found
    simulation = Simulation(policy_id=row.id, against_id=against.id, asked_by_id=by.id if by else None)
    session.add(simulation)
    session.flush()
    record(session, Kind.POLICY_SIMULATED, about=row, by=by, policy=row.code, against=against.code)
    jobs.defer(session, "simulate_policy", simulation_id=str(simulation.id))
    return simulation


def begin(session: Session, simulation: Simulation) -> None:
    """Also after a killed worker: it is counted from the beginning."""
    simulation.state = LIFECYCLE.step(simulation.state, State.RUNNING)
    simulation.total, simulation.done = stored.number_of(session), 0


def run(session: Session, simulation: Simulation) -> Iterator[Tally]:
    """All that is counted so far, after each piece. Nothing is changed."""
    counted = Tally()
    pieces = spread.count(stored.operators(session), simulation.against.body, simulation.policy.body, simulation.asked_at)
    for piece in pieces:
        counted += piece
        yield counted


def finish(simulation: Simulation, counted: Tally) -> None:
    simulation.state = LIFECYCLE.step(simulation.state, State.DONE)
    simulation.done = simulation.total = counted.operators
    simulation.result, simulation.finished_at = counted.to_json(), clock.now()


def fail(simulation: Simulation) -> None:
    """Something the officer cannot mend: the worker's log says what."""
    simulation.state = LIFECYCLE.step(simulation.state, State.FAILED)
    simulation.finished_at = clock.now()
