"""The risk credit of the business, and what would raise it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from flask import g, render_template
from flask_login import current_user

from app.alerts.stake import AtStake
from app.authorisations import queries as authorisations
from app.core import clock
from app.extensions import db
from app.monitoring import reviews
from app.monitoring.models import Review
from app.monitoring.states import ReviewState
from app.programme.words import Domain
from app.risk import queries
from app.risk.models import Computation
from app.risk.policies.queries import period_at
from app.risk.policy import Policy
from app.risk.service import policy_of
from app.risk.words import hint_of, words_of
from app.usage import queries as usage
from app.web.credit import Credit as Whole
from app.web.operator import operator
from app.web.operator.ahead import ahead_of
from app.web.operator.standing import Standing

SHOWN = 3


@dataclass(frozen=True)
class Figure:
    """One of the two numbers. More credit is a lower number."""

    name: str
    value: int
    best: int
    why_none: str


@dataclass(frozen=True)
class Raise:
    """What costs credit, and what to do about it."""

    text: str
    hint: str
    points: int
    figures: str


@dataclass(frozen=True)
class Credit:
    """The last computation, in the words for its operator."""

    computation: Computation

    @cached_property
    def policy(self) -> Policy:
        return policy_of(self.computation)

    @property
    def output(self) -> dict[str, Any]:
        return self.computation.output

    @property
    def at_stake(self) -> AtStake:
        return AtStake([domain for domain in Domain if not self.output["figures"][domain.value].get("gate")], self.policy)

    @property
    def figures(self) -> Iterator[Figure]:
        for domain in Domain:
            told = self.output["figures"][domain.value]
            gate = told.get("gate")
            none = words_of(gate, self.policy) if gate else ()
            why_none = " ".join(part for part in none if part)
            yield Figure(domain.label, told["value"], self.policy.best[domain], why_none)

    @property
    def raises(self) -> list[Raise]:
        """The parts that cost most, each code once, if something can be done about them."""
        lost: dict[str, list[tuple[int, str]]] = {}
        facts: dict[str, dict[str, Any]] = {}
        for part in self.output["components"]:
            if part["lost"] > 0:
                lost.setdefault(part["code"], []).append((part["lost"], Domain(part["figure"]).label.lower()))
                facts[part["code"]] = part["fact"]
        ranked = sorted(lost.items(), key=lambda pair: (-max(pair[1])[0], self.policy.rank[pair[0]]))
        told = (of_code(code, parts, facts[code], self.policy) for code, parts in ranked)
        return [one for one in told if one is not None][:SHOWN]


def of_code(code: str, parts: list[tuple[int, str]], fact: dict[str, Any], policy: Policy) -> Raise | None:
    hint = hint_of(code, policy, fact, for_officers=False)
    if hint is None:
        return None
    return Raise(words_of(code, policy).text, hint, max(parts)[0], " and ".join(figure for _, figure in parts))


@operator.get("/credit")
def show_credit() -> str:
    """Both figures with every part: what it is for, and what would raise it."""
    computation = queries.latest(db.session, g.membership.operator_id)
    return render_template(
        "operator/record/credit.html",
        credit=Whole(computation) if computation else None,
        standing=Standing(authorisations.of_operator(db.session, g.membership.operator_id), clock.today()),
        in_force_since=period_at(db.session, computation.computed_at).from_at if computation else None,
        ahead=ahead_of(computation) if computation else None,
        review=waiting_review(g.membership.operator_id),
        lookers=lookers_by_month(g.membership.operator_id),
        readers=usage.readers_of_all(db.session),
    )


def waiting_review(operator_id: UUID) -> Review | None:
    """The yearly review that is still to be sent: at most one."""
    mine = reviews.of_operator(current_user.user, operator_id).where(Review.state == ReviewState.OPEN)
    return db.session.scalars(mine).one_or_none()


def lookers_by_month(operator_id: UUID) -> list[tuple[date, str]]:
    """Which systems looked in which month, the newest month first."""
    found = groupby(usage.lookers(db.session, operator_id), attrgetter("month"))
    return [(month, ", ".join(one.system for one in lookers)) for month, lookers in found]


def credit_of(operator_id: UUID) -> Credit | None:
    computation = queries.latest(db.session, operator_id)
    return Credit(computation) if computation else None
