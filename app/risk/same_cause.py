"""The same cause counts once, whatever rows of a figure it could stand in.

Of an infringement and an incident that are one affair the dearer stands. A minor infringement that comes from a check of the
sample stands there alone. A serious one counts itself, or the error of the check where that is dearer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from app.compliance.words import Severity
from app.risk.adverse import is_disputed
from app.risk.case import Case
from app.risk.facts import Incident, Infringement
from app.risk.language import Errors, Incidents, Infringements
from app.risk.rows import compliance, incidents, infringements

Affair = Infringement | Incident


def once_per_cause(case: Case) -> Case:
    """The case with one fact for each cause in this figure."""
    named = [a.cause for a in _known(case) if a.cause and case.figure in a.domains]
    in_sample = set(named) & _checks(case) if named else set()
    if not in_sample and len(named) == len(set(named)):
        return case
    beyond = [a for a in _known(case) if not (_is_minor(a) and a.cause in in_sample)]
    return _weighed(_apart(_with(case, beyond)), in_sample)


def _known(case: Case) -> list[Affair]:
    return [*case.facts.infringements, *case.facts.incidents]


def _checks(case: Case) -> set[str]:
    """The causes that have their row in this figure, as checks with an error."""
    rules = case.policy.rules_for[case.figure, case.standing]
    has_row = any(isinstance(rule, Errors) for rule in rules)
    return {c.cause for c in case.facts.checks if c.cause and c.errors} if has_row else set()


def _is_minor(affair: Affair) -> bool:
    return isinstance(affair, Infringement) and affair.severity is Severity.MINOR


def _apart(case: Case) -> Case:
    """Infringements and incidents, the dearest of each cause."""
    affairs = [a for a in _known(case) if case.figure in a.domains]
    causes = Counter(a.cause for a in affairs if a.cause)
    kept = [a for a in affairs if a.cause is None or causes[a.cause] == 1]
    for cause in sorted(cause for cause, count in causes.items() if count > 1):
        kept.append(_dearest(case, kept, [a for a in affairs if a.cause == cause]))
    return _with(case, kept)


def _dearest(case: Case, kept: list[Affair], affair: Iterable[Affair]) -> Affair:
    """Beside all the others, so that a cap already reached never makes a new fact cheap."""
    return max(affair, key=lambda fact: _total(_with(case, [*kept, fact])))


def _weighed(case: Case, in_sample: set[str]) -> Case:
    """Each of these infringements, or the error it comes from: so that the figure is the highest that they make together.

    It is the number of errors that counts, so those give way first that no longer count, then those of the dearest infringements.
    """
    charged = [i for i in case.facts.infringements if i.cause in in_sample]
    if not charged:
        return case
    stale = in_sample - _counted(case)
    ranked = sorted(charged, key=lambda i: (i.cause not in stale, -_total(_with(case, [i])), i.cause))
    return max((_chosen(case, ranked, errors) for errors in range(len(ranked), -1, -1)), key=_total)


def _counted(case: Case) -> set[str]:
    """The causes whose error counts today."""
    rules = [rule for rule in case.policy.rules_for[case.figure, case.standing] if isinstance(rule, Errors)]
    told = [c for c in case.facts.checks if c.cause and not is_disputed(c, case)]
    return {c.cause for c in told if c.cause and any(compliance.is_recent(rule, c, case) for rule in rules)}


def _chosen(case: Case, ranked: Sequence[Infringement], errors: int) -> Case:
    """The last ones as errors of their checks, the others as infringements."""
    split = len(ranked) - errors
    gone = {i.cause for i in ranked[:split]}
    left = [a for a in _known(case) if a not in ranked[split:]]
    checks = tuple(replace(c, errors=0) if c.cause in gone else c for c in case.facts.checks)
    return _with(replace(case, facts=replace(case.facts, checks=checks)), left)


def _with(case: Case, affairs: Iterable[Affair]) -> Case:
    kept = list(affairs)
    facts = replace(
        case.facts,
        infringements=tuple(a for a in kept if isinstance(a, Infringement)),
        incidents=tuple(a for a in kept if isinstance(a, Incident)),
    )
    return replace(case, facts=facts)


def _total(case: Case) -> Fraction:
    """Of all rows in which one cause could stand."""
    total = Fraction()
    for rule in case.policy.rules_for[case.figure, case.standing]:
        if isinstance(rule, Infringements):
            total += Fraction(*infringements.exact(rule, case))
        elif isinstance(rule, Incidents):
            total += Fraction(*incidents.exact(rule, case))
        elif isinstance(rule, Errors):
            total += compliance.row(rule, case).points
    return total
