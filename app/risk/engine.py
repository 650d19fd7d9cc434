"""Facts and policy in, modifier out: the same input gives the same bytes, in court as well. Days are those of `core.clock`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from app.core import clock
from app.programme.words import Domain
from app.risk.case import Case
from app.risk.clauses import Gate
from app.risk.facts import Covered, Facts, Standing
from app.risk.modifier import Component, Figure, Modifier
from app.risk.parts import met_by, suspended
from app.risk.policy import Policy
from app.risk.reasons import reasons
from app.risk.rows import kind_of
from app.risk.same_cause import once_per_cause
from app.risk.standing import RESTS_ON, Stand, changes, stand
from app.risk.validity import validity


@dataclass(frozen=True, slots=True)
class Shipment:
    """The role, site or mode of the shipment, if the engine named one."""

    role: str | None = None
    site: str | None = None
    mode: str | None = None

    def beyond(self, covered: Covered) -> dict[str, str]:
        """What was asked for and is not covered."""
        named = {"role": (self.role, covered.roles), "site": (self.site, covered.sites), "mode": (self.mode, covered.modes)}
        return {key: asked for key, (asked, given) in named.items() if asked is not None and asked not in given}


@dataclass(frozen=True, slots=True)
class Scored:
    """One figure with what led to it, and the days on which that may change."""

    figure: Figure
    components: list[Component]
    days: Sequence[date]
    opens_reassessment: bool = False


ANYTHING = Shipment()


def compute(facts: Facts, policy: Policy, as_of: datetime, asked: Shipment = ANYTHING) -> Modifier:
    """The modifier of one operator at a moment. `as_of` carries its zone."""
    moment = as_of.astimezone(UTC)
    met = met_by(asked, facts, moment)
    scored = [_figure(met, policy, figure, moment, asked) for figure in Domain]
    every = [component for part in scored for component in part.components]
    holds = validity(policy, moment, (day for part in scored for day in part.days), changes(facts, moment))
    return Modifier(
        modifier=max(part.figure.value for part in scored),
        figures={domain: part.figure for domain, part in zip(Domain, scored, strict=True)},
        range=policy.range,
        policy_id=policy.id,
        policy_sha256=policy.sha256,
        computed_at=moment,
        next_change_at=holds.next_change_at,
        valid_until=holds.valid_until,
        due_at=holds.due_at,
        components=tuple(_listed(scored)),
        suspended_parts=suspended(facts, moment),
        reasons=reasons(policy, every),
        opens_reassessment=any(part.opens_reassessment for part in scored),
    )


def figures(facts: Facts, policy: Policy, as_of: datetime) -> dict[Domain, Figure]:
    """The two numbers of `compute` alone: what a simulation asks of every operator there is."""
    return {figure: _value(facts, policy, figure, as_of) for figure in Domain}


def _value(facts: Facts, policy: Policy, figure: Domain, moment: datetime) -> Figure:
    place = stand(facts, figure, moment)
    if place.standing is None:
        return _gated(facts, policy, figure, moment, place).figure
    case = Case(facts, policy, figure, clock.day_of(moment), place.standing, place.held)
    return _limited(case, *_rows(case)).figure


def _listed(scored: list[Scored]) -> list[Component]:
    """A figure closed beside an open one has no rows; the code stands with the figure and among the reasons."""
    some_open = any(part.figure.gate is None for part in scored)
    return [c for part in scored for c in part.components if not (some_open and part.figure.gate and c.points == 0)]


def _figure(facts: Facts, policy: Policy, figure: Domain, moment: datetime, asked: Shipment) -> Scored:
    place = stand(facts, figure, moment)
    if place.standing is None:
        return _gated(facts, policy, figure, moment, place)
    if beyond := asked.beyond(facts.covered):
        return _closed(policy, figure, policy.coverage.code, policy.coverage.points, beyond)
    return _open(Case(facts, policy, figure, clock.day_of(moment), place.standing, place.held, asked.role))


def _gated(facts: Facts, policy: Policy, figure: Domain, moment: datetime, place: Stand) -> Scored:
    gate = policy.gate_of[place.gate]
    statuses = {a.type.value: a.at(moment).value for a in facts.authorisations if a.type in RESTS_ON[figure]}
    if facts.partner and not facts.authorisations:
        statuses = {"partner": facts.partner.status.value}
    closed = _closed(policy, figure, gate.code, gate.points, statuses)
    if not gate.adds:
        return closed
    return _charged(Case(facts, policy, figure, clock.day_of(moment), Standing.NONE, ()), closed, gate)


def _charged(case: Case, closed: Scored, gate: Gate) -> Scored:
    """What counts against who has no standing, on top of the gate. There is a band where something does."""
    rows, opens = _rows(case)
    scored = _limited(case, [*closed.components, *rows], opens, _days(case))
    value = scored.figure.value
    return replace(scored, figure=Figure(value, scored.figure.band if value > 0 else None, gate.code))


def _closed(policy: Policy, figure: Domain, code: str, points: int, fact: dict[str, str]) -> Scored:
    """One code, and nothing else computed."""
    return Scored(Figure(points, None, code), [Component(code, figure, points, policy.best[figure], fact)], [])


def _open(case: Case) -> Scored:
    components, opens = _rows(case)
    return _limited(case, components, opens, _days(case))


def _rows(case: Case) -> tuple[list[Component], bool]:
    """The rows that have something to say, and whether one of them asks for a re-assessment."""
    components: list[Component] = []
    opens, settled = False, once_per_cause(case)
    for rule in case.policy.rules_for[case.figure, case.standing]:
        kind = kind_of(rule)
        if kind.concerns(case) and (row := kind.row(rule, settled)):
            components.append(Component(rule.code, case.figure, *row))
            opens = opens or (rule.opens_reassessment and row.points > 0)
    return components, opens


def _days(case: Case) -> list[date]:
    """Those on which a row may change."""
    rules = [(rule, kind_of(rule)) for rule in case.policy.rules_for[case.figure, case.standing]]
    return [day for rule, kind in rules if kind.concerns(case) for day in kind.changes(rule, case)]


def _limited(case: Case, components: list[Component], opens: bool, days: Sequence[date] = ()) -> Scored:
    """Clamp above, floor below; either is a component, so that the list always adds up to the figure."""
    policy, raw = case.policy, sum(component.points for component in components)
    value = min(max(raw, policy.floor_of(validated=case.is_validated)), policy.range[1])
    if value < raw:
        components.append(Component(policy.clamp.code, case.figure, value - raw, value - raw, {"sum": raw}))
        opens = opens or policy.clamp.opens_reassessment
    elif value > raw:
        components.append(Component(policy.floor.code, case.figure, value - raw, value - raw, {"sum": raw}))
    return Scored(Figure(value, policy.band_of(value)), components, days, opens)
