"""A policy that the manager proposed: simulated over the businesses there are, computed beside, and waiting for a decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.demo.crew import Crew
from app.register.models import Entry
from app.risk import service as risk
from app.risk.policies import queries
from app.risk.policies import service as policies
from app.risk.simulation import service as simulation

CODE = "2027.1"
NOTE = (
    "A late validation and overdue actions should weigh more, and a short standing should earn less: last year's visits were put "
    "off too often, and nobody lost credit that hurt.\n\n"
    "Holders of both authorisations with a fresh validation and a clean record keep their band."
)


def try_another(session: Session, crew: Crew) -> None:
    """Once, after all stories: it is simulated over what they left."""
    if queries.find(session, CODE):
        return
    with clock.at(clock.now() - timedelta(days=6)):
        row = policies.propose(session, content(session), by=crew.manager, note=NOTE)
        policies.shadow(session, row, by=crew.manager)
    risk.republish(session, session.scalars(select(Entry.operator_id)).all())
    asked = simulation.simulate(session, row, by=crew.manager)
    simulation.begin(session, asked)
    *_, counted = simulation.run(session, asked)
    simulation.finish(asked, counted)


def content(session: Session) -> dict[str, Any]:
    """The policy in force, harder on what was let lie."""
    live = queries.period_at(session, clock.now()).row
    rules = [rule | HARDER.get(rule["code"], {}) for rule in live.body["rules"]]
    named = {"id": CODE, "author": "Ida Castellan", "effective_from": f"{clock.today().year + 1}-04-01"}
    return live.body | named | {"rules": rules}


HARDER: dict[str, dict[str, Any]] = {
    "T10": {"steps": [{"at_least": 6, "points": -4}, {"at_least": 4, "points": -2}]},
    "V10": {"steps": [{"up_to": [2, 3], "points": -5}, {"up_to": [1, 1], "points": -2}]},
    "B12": {"points": -2},
    "A10": {"each": 6, "after_days": 7, "cap": 18},
    "S10": {
        "points": {"victim_only": 0, "self_reported_in_time": 0, "measures_late": 4, "found_by_customs": 12},
        "cap": 20,
    },
}
