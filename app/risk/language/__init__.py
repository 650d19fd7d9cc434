"""What a policy may say: the kinds of rule, each with the numbers it needs.

A new kind is a class in `credit` or `cost`, its place in `Rule`, and its row in `rows/__init__.py`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.risk.language.cost import Adverse, Errors, Incidents, Infringements, Insolvency, Late, Overdue, Postponed
from app.risk.language.credit import Base, Cycles, Flat, Grade, Role, Score, Share, Tenure, Validation
from app.risk.language.said import Code, Count, Penalty, Positive, RuleOf, Said, Whole, rising

__all__ = [
    "Adverse",
    "Base",
    "Code",
    "Count",
    "Cycles",
    "Errors",
    "Flat",
    "Grade",
    "Incidents",
    "Infringements",
    "Insolvency",
    "Late",
    "Overdue",
    "Penalty",
    "Positive",
    "Postponed",
    "Role",
    "Rule",
    "RuleOf",
    "Said",
    "Score",
    "Share",
    "Tenure",
    "Validation",
    "Whole",
    "rising",
]

Rule = Annotated[
    Base
    | Flat
    | Tenure
    | Grade
    | Score
    | Role
    | Share
    | Validation
    | Postponed
    | Errors
    | Infringements
    | Incidents
    | Overdue
    | Late
    | Insolvency,
    Field(discriminator="kind"),
]
