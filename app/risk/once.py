"""The same cause counts once: of an infringement and an incident that are one affair, the dearer stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from app.risk.case import Case
from app.risk.facts import Incident, Infringement
from app.risk.language import Incidents, Infringements
from app.risk.rows import incidents, infringements

Affair = Infringement | Incident


def once(case: Case) -> Case:
    """The case with one fact for each cause in this figure."""
    known: list[Affair] = [*case.facts.infringements, *case.facts.incidents]
    affairs = [a for a in known if case.figure in a.domains]
    named = [a.cause for a in affairs if a.cause]
    if len(named) == len(set(named)):
        return case
    causes = Counter(named)
    kept = [a for a in affairs if a.cause is None or causes[a.cause] == 1]
    for cause in sorted(cause for cause, count in causes.items() if count > 1):
        kept.append(_dearest(case, kept, [a for a in affairs if a.cause == cause]))
    return _with(case, kept)


def _dearest(case: Case, kept: list[Affair], affair: Iterable[Affair]) -> Affair:
    """Beside all the others, so that a cap already reached never makes a new fact cheap."""
    return max(affair, key=lambda fact: _total(_with(case, [*kept, fact])))


def _with(case: Case, affairs: list[Affair]) -> Case:
    facts = replace(
        case.facts,
        infringements=tuple(a for a in affairs if isinstance(a, Infringement)),
        incidents=tuple(a for a in affairs if isinstance(a, Incident)),
    )
    return replace(case, facts=facts)


def _total(case: Case) -> Fraction:
    total = Fraction()
    for rule in case.policy.rules_for[case.figure, case.standing]:
        if isinstance(rule, Infringements):
            total += Fraction(*infringements.exact(rule, case))
        elif isinstance(rule, Incidents):
            total += Fraction(*incidents.exact(rule, case))
    return total
