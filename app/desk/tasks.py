"""What comes next in a case. Pure: derived from where it stands, never stored.

`app.desk.sources` says the same in SQL about the first task, to sort and count many cases; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.applications.states import State
from app.assessment.clock import Holder
from app.decisions.states import State as DecisionState
from app.desk.situation import Proposed, Situation
from app.desk.words import Task
from app.programme.rules import rules
from app.programme.words import Type


@dataclass(frozen=True)
class Todo:
    """One thing to do, by whom, by when. `only` is the one officer who can, `never` the one who may not."""

    task: Task
    text: str
    due_on: date
    who: Holder = Holder.CUSTOMS
    only: UUID | None = None
    never: UUID | None = None
    about: UUID | None = None


def tasks(case: Situation, today: date) -> list[Todo]:
    """All that is open, the next thing first: what came in, then what is waited for, then the work that remains."""
    if case.state is State.SUBMITTED:
        return [Todo(Task.ADMIT, Task.ADMIT.label, case.legal_on)]
    if case.state is State.RETURNED:
        return [Todo(Task.COMPLETE, Task.COMPLETE.label, case.legal_on, Holder.TRADER)]
    if case.state is not State.UNDER_ASSESSMENT:
        return []
    return [*came_in(case, today), *awaited(case, today), *work(case, today)]


def came_in(case: Situation, today: date) -> Iterator[Todo]:
    pace = rules().pace
    unread = [one for one in case.requests if one.answered_on and not one.is_read]
    for one in sorted(unread, key=lambda one: (one.answered_on, one.number)):
        due = one.answered_on or today
        yield Todo(Task.READ, f"Read the answer to request {one.number}", due + timedelta(days=pace.read_answer))
    yield from sorted((to_decide(one) for one in case.proposals if is_ripe(one, today)), key=lambda todo: todo.due_on)


def is_ripe(one: Proposed, today: date) -> bool:
    """Customs has to act on it: nobody is waited for."""
    return one.state is DecisionState.PROPOSED or (one.state is DecisionState.IN_HEARING and not one.waits_on(today))


def to_decide(one: Proposed) -> Todo:
    code, after = one.type.scope.upper(), timedelta(days=rules().pace.decide)
    if one.needs_hearing:
        return Todo(Task.HEAR, f"Open the hearing on {code}", one.proposed_on + after, about=one.id)
    if one.state is DecisionState.PROPOSED:
        text, since = f"Decide on {code}: {one.kind.label.lower()}", one.proposed_on
    elif one.replied_on:
        text, since = f"Read the hearing reply on {code} and decide", one.replied_on
    else:
        text, since = f"Decide on {code}: no reply came in time", (one.reply_by or one.proposed_on) + timedelta(days=1)
    return Todo(Task.DECIDE, text, since + after, never=one.proposed_by_id, about=one.id)


def awaited(case: Situation, today: date) -> list[Todo]:
    """What the trader owes."""
    owed = [
        Todo(Task.ANSWER, f"Answer to request {one.number}", one.due_on, Holder.TRADER)
        for one in case.requests
        if one.answered_on is None
    ]
    replies = [
        Todo(Task.REPLY, f"Hearing reply on {one.type.scope.upper()}", one.reply_by or today, Holder.TRADER, about=one.id)
        for one in case.proposals
        if one.waits_on(today)
    ]
    return sorted([*owed, *replies], key=lambda todo: todo.due_on)


def work(case: Situation, today: date) -> Iterator[Todo]:
    """What officers do by themselves. Until the visit its first day sets the pace; after it, the legal date does."""
    over = [one for one in case.visits if not one.is_reported and one.ends_on < today]
    for one in sorted(over, key=lambda one: one.ends_on):
        due = one.ends_on + timedelta(days=rules().pace.write_report)
        yield Todo(Task.REPORT, Task.REPORT.label, due, only=one.lead_id)
    due = phase_ends(case, today)
    if case.unrated:
        yield Todo(Task.RATE, f"Rate {case.unrated} criteria" if case.unrated > 1 else "Rate the last criterion", due)
    if not case.visits:
        yield Todo(Task.PLAN, Task.PLAN.label, due)
    elif ahead := [one.starts_on for one in case.visits if not one.is_reported and one.ends_on >= today]:
        yield Todo(Task.VISIT, Task.VISIT.label, min(ahead))
    if not case.unrated and case.undecided:
        yield Todo(Task.PROPOSE, f"Propose a decision on {' and '.join(codes(case.undecided))}", due)


def phase_ends(case: Situation, today: date) -> date:
    """Until the visit is planned, some days from acceptance; until it takes place, its day; after it, before the legal date."""
    ahead = [one.starts_on for one in case.visits if not one.is_reported and one.ends_on >= today]
    if ahead:
        return min(ahead)
    if case.visits:
        return case.legal_on - timedelta(days=rules().pace.propose_before)
    return (case.accepted_on or today) + timedelta(days=rules().pace.plan_visit)


def codes(types: tuple[Type, ...]) -> list[str]:
    return [kind.scope.upper() for kind in types]
