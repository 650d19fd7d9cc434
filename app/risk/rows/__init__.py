"""The rows of the table: one function a kind of rule, and the days on which its answer may change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from app.risk.case import Case, Row
from app.risk.language import RuleOf
from app.risk.rows import actions, base, compliance, incidents, infringements, notices, solvency, tenure, validation


class Kind(NamedTuple):
    """`row` is None where there is no fact to speak of; `changes` may name a day too many, never one too few.

    Without facts of the sort named by `about` the rule is not asked at all.
    """

    row: Callable[[Any, Case], Row | None]
    changes: Callable[[Any, Case], Iterable[date]]
    about: str | None = None

    def concerns(self, case: Case) -> bool:
        return self.about is None or bool(getattr(case.facts, self.about))


KINDS: Mapping[str, Kind] = {
    "base": Kind(base.held, base.never),
    "flat": Kind(base.flat, base.never),
    "grade": Kind(base.graded, base.never),
    "score": Kind(base.scored, base.never),
    "role": Kind(base.by_role, base.never),
    "share": Kind(base.shared, base.never),
    "tenure": Kind(tenure.row, tenure.changes),
    "validation": Kind(validation.age, validation.ages),
    "postponed": Kind(validation.postponed, base.never),
    "errors": Kind(compliance.row, compliance.changes),
    "infringements": Kind(infringements.row, infringements.changes, "infringements"),
    "incidents": Kind(incidents.row, incidents.changes, "incidents"),
    "overdue": Kind(actions.row, actions.changes, "actions"),
    "late": Kind(notices.row, notices.changes, "late"),
    "insolvency": Kind(solvency.row, solvency.changes, "insolvency"),
}


def kind_of(rule: RuleOf) -> Kind:
    return KINDS[rule.kind]  # type: ignore[attr-defined]  # every kind of rule names itself
