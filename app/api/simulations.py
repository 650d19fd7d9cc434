"""Trying a policy from another system: asked for, counted by the portal's worker, and read once it is done."""

from __future__ import annotations

from uuid import UUID

import orjson
from flask import Response, g, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.errors import NotFound, Refusal
from app.api.guard import admit
from app.api.headers import uncached
from app.api.idempotency import once_by_key
from app.api.operations import IDEMPOTENCY_KEY, Parameter, described
from app.api.policies import POLICY, PROBLEMS
from app.core import limits
from app.core.clock import rfc3339
from app.core.isolation import as_system
from app.core.windows import DAY
from app.extensions import db
from app.risk.policies import queries as policies
from app.risk.simulation import queries, service
from app.risk.simulation.models import Simulation
from app.risk.simulation.report import Report, reports

ID = Parameter("simulation_id", "path", "The id of the simulation.", "6f1c2a8e-3b7d-4e57-9d51-0c6f5f0e8a11", format="uuid")
COUNTS, A_DAY = 100_000, 20  # each is work over every operator


@api.post(f"{BASE}/policies/<policy>:simulate")
@described(
    "Simulate a policy",
    "Counts what a proposed or approved policy would make of every operator, beside the one in force. The worker does it: read"
    " the address in Location until `state` is done. While the same is under way it is told of that one. One counts as"
    f" {COUNTS:,} numbers, and there are at most {A_DAY} a day.",
    scopes=(Scope.SIMULATE,),
    parameters=(POLICY, IDEMPOTENCY_KEY),
    answers=(schemas.SimulationAnswer,),
    status=202,
    problems=(*PROBLEMS, "not-found", "conflict", "too-large", "idempotency-key-reused"),
)
def simulate_policy(policy: str) -> ResponseReturnValue:
    admit(COUNTS)
    return once_by_key(lambda session: start_simulation(session, policy))


@api.get(f"{BASE}/simulations/<uuid:simulation_id>")
@described(
    "Read a simulation",
    "For both figures: how they lie, who goes from band to band, the population stability index, how many move by ten points or"
    " more, and what controls found by band. No operator is named.",
    scopes=(Scope.SIMULATE,),
    parameters=(ID,),
    answers=(schemas.SimulationAnswer,),
    problems=(*PROBLEMS, "not-found"),
)
def show_simulation(simulation_id: UUID) -> ResponseReturnValue:
    admit()
    found = db.session.scalars(queries.WITH_POLICIES.where(Simulation.id == simulation_id)).one_or_none()
    if found is None:
        raise NotFound
    return uncached(orjson.dumps(body_of(found)))


def start_simulation(session: Session, code: str) -> Response:
    row = policies.find(session, code)
    if row is None:
        raise NotFound
    with as_system(session):
        limits.count(session, f"simulation:{g.client.client_id}", limit=A_DAY, window=DAY)
        try:
            simulation = service.simulate(session, row, by=None)
        except service.NothingToCompare as refused:
            raise Refusal("conflict", str(refused)) from None
    response = uncached(orjson.dumps(body_of(simulation)))
    response.status_code = 202
    response.headers["Location"] = url_for("api.show_simulation", simulation_id=simulation.id)
    return response


def body_of(simulation: Simulation) -> dict[str, object]:
    before, after = simulation.against, simulation.policy
    figures = reports(simulation.result, before.policy, after.policy) if simulation.result else []
    return {
        "id": simulation.id,
        "policy": {"id": after.code, "sha256": after.sha256},
        "against": {"id": before.code, "sha256": before.sha256},
        "state": simulation.state,
        "asked_at": rfc3339(simulation.asked_at, "seconds"),
        "operators": simulation.total,
        "counted": simulation.done,
        "figures": {report.figure.value: of_figure(report) for report in figures} or None,
    }


def of_figure(report: Report) -> dict[str, object]:
    return {
        "before": [{"value": value, "operators": number} for value, number in report.before.items()],
        "after": [{"value": value, "operators": number} for value, number in report.after.items()],
        "bands": [{"before": one, "after": other, "operators": number} for one, other, number in report.told["bands"]],
        "stability_index": round(report.stability, 4),
        "moved_far": report.far,
        "found": [
            {"before": one, "after": other, "checks": checks, "errors": errors, "offences": offences}
            for one, other, checks, errors, offences in report.told["outcomes"]
        ],
    }
