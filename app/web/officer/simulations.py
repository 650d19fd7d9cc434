"""Trying a policy before it counts: simulated over every operator, or computed beside the one in force."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from app.core.errors import allow
from app.extensions import db, transaction
from app.operators.models import Operator
from app.risk import beside
from app.risk.policies import policy as rights
from app.risk.policies import service as policies
from app.risk.simulation import queries, service
from app.risk.simulation.models import Simulation
from app.risk.simulation.report import Report, movers_of, reports
from app.web.officer import officer
from app.web.officer.policies import find_policy
from app.web.paging import Page, place_in

SHOWN = 25  # movers on the page; the file has those that are kept


@officer.post("/programme/policies/<uuid:policy_id>/simulate")
def simulate_policy(policy_id: UUID) -> ResponseReturnValue:
    row = find_policy(policy_id)
    with transaction() as session:
        simulation = service.simulate(session, row, by=current_user.user)
    return redirect(url_for(".show_simulation", simulation_id=simulation.id), 303)


@officer.get("/programme/simulations/<uuid:simulation_id>")
def show_simulation(simulation_id: UUID) -> str:
    simulation = db.session.scalars(queries.WITH_POLICIES.where(Simulation.id == simulation_id)).one()
    told = reports(simulation.result, simulation.against.policy, simulation.policy.policy) if simulation.result else []
    return render_template(
        "officer/policies/simulation.html", simulation=simulation, reports=told, operators=named(told), shown=SHOWN
    )


@officer.get("/programme/policies/<uuid:policy_id>/shadow")
def show_shadow(policy_id: UUID) -> str:
    """What a candidate made of the operators computed since it is computed beside the policy in force."""
    row = find_policy(policy_id)
    pairs = beside.pairs(row.id)
    place = place_in(db.session, pairs)
    page = Page(db.session.execute(place.cut(pairs)).all(), place.total, place.number, place.pages)
    return render_template(
        "officer/policies/shadow.html",
        row=row,
        summary=beside.summary(db.session, row.id),
        page=page,
        href=lambda number: url_for(".show_shadow", policy_id=row.id, page=number),
        may_try=rights.can_try(current_user.user),
    )


@officer.post("/programme/policies/<uuid:policy_id>/shadow")
def shadow_policy(policy_id: UUID) -> ResponseReturnValue:
    """On if it is off, and off if it is on."""
    row = find_policy(policy_id)
    allow(rights.can_try(current_user.user), "Only programme managers and decision makers try policies.")
    turn, told = (policies.end_shadow, "no longer") if row.is_shadow else (policies.shadow, "now")
    with transaction() as session:
        turn(session, row, by=current_user.user)
    flash(f"Policy {row.code} is {told} computed beside the one in force.")
    return redirect(url_for(".show_shadow", policy_id=row.id), 303)


def named(told: list[Report]) -> dict[str, Operator]:
    """The operators that move far, by id."""
    found = db.session.scalars(select(Operator).where(Operator.id.in_(movers_of(told))))
    return {str(one.id): one for one in found}
