"""What comes next in a case. Pure: derived from where it stands, never stored.

`app.desk.sources` says the same in SQL about the first task, to sort and count many cases; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.applications.states import State
from app.assessment.clock import Holder
from app.decisions.states import State as DecisionState
from app.desk.situation import Proposed, Situation, Visit
from app.desk.words import Task
from app.programme.rules import rules
from app.programme.words import AuthorisationType

SOON = timedelta(days=14)  # work of customs due within this time does not wait for the trader


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
    owed, own = awaited(case, today), list(work(case, today))
    return [*came_in(case, today), *own, *owed] if presses(case, today) else [*came_in(case, today), *owed, *own]


def came_in(case: Situation, today: date) -> Iterator[Todo]:
    pace = rules().pace
    unread = [one for one in case.requests if one.answered_on and not one.is_read]
    for one in sorted(unread, key=lambda one: (one.answered_on, one.number)):
        due = one.answered_on or today
        yield Todo(Task.READ, f"Read the answer to request {one.number}", due + timedelta(days=pace.read_answer))
    yield from decisions(case, today)


def is_ripe(one: Proposed, today: date) -> bool:
    """Customs has to act on it: nobody is waited for."""
    return one.state is DecisionState.PROPOSED or (one.state is DecisionState.IN_HEARING and not one.waits_on(today))


def decisions(case: Situation, today: date) -> Iterator[Todo]:
    """What is done about several proposals in one go is one task."""
    ripe = sorted((one for one in case.proposals if is_ripe(one, today)), key=lambda one: (one.acted_on, one.type))
    together: dict[tuple[str, UUID | None], list[Proposed]] = {}
    for one in ripe:
        together.setdefault((way(one), None if one.needs_hearing else one.proposed_by_id), []).append(one)
    for (text, never), ones in together.items():
        task = Task.HEAR if ones[0].needs_hearing else Task.DECIDE
        due_on = ones[0].acted_on + timedelta(days=rules().pace.decide)
        said = text.format(codes=joined(ones), measures=measures(ones))
        yield Todo(task, said, due_on, never=never, about=ones[0].id)


def way(one: Proposed) -> str:
    """How customs acts on it."""
    if one.needs_hearing:
        return "Open the hearing on {codes}"
    if one.state is DecisionState.PROPOSED:
        return "Decide on {measures}"
    return "Read the hearing reply on {codes} and decide" if one.replied_on else "Decide on {codes}: no reply came in time"


def measures(ones: Sequence[Proposed]) -> str:
    """C and S: grant; or, where they differ, C: grant, S: refuse."""
    if len({one.kind for one in ones}) == 1:
        return f"{joined(ones)}: {ones[0].kind.label.lower()}"
    return ", ".join(f"{one.type.scope.upper()}: {one.kind.label.lower()}" for one in ones)


def joined(ones: Sequence[Proposed]) -> str:
    return " and ".join(codes(sorted(one.type for one in ones)))


def awaited(case: Situation, today: date) -> list[Todo]:
    """What the trader owes."""
    owed = [
        Todo(Task.ANSWER, f"Answer to request {one.number}", one.due_on, Holder.TRADER)
        for one in case.requests
        if one.answered_on is None
    ]
    replies: dict[date, list[Proposed]] = {}
    for one in case.proposals:
        if one.waits_on(today):
            replies.setdefault(one.reply_by or today, []).append(one)
    replying = [
        Todo(Task.REPLY, f"Hearing reply on {joined(ones)}", by, Holder.TRADER, about=ones[0].id) for by, ones in replies.items()
    ]
    return sorted([*owed, *replying], key=lambda todo: todo.due_on)


def presses(case: Situation, today: date) -> bool:
    """Customs has work of its own that is due before long, whatever the trader owes."""
    over = case.over(today)
    due_on = report_by(over[0]) if over else phase_ends(case, today)
    return bool(over or case.ahead(today) or case.undecided) and due_on <= today + SOON


def work(case: Situation, today: date) -> Iterator[Todo]:
    """What officers do by themselves. Until the visit its first day sets the pace; after it, the legal date does."""
    for one in case.over(today):
        yield Todo(Task.REPORT, Task.REPORT.label, report_by(one), only=one.lead_id)
    due, visiting = phase_ends(case, today), [to_visit(one) for one in case.ahead(today)[:1]]
    if due <= today:
        yield from visiting
    if case.unrated:
        yield Todo(Task.RATE, f"Rate {case.unrated} criteria" if case.unrated > 1 else "Rate the last criterion", due)
    if not case.visits:
        yield Todo(Task.PLAN, Task.PLAN.label, due)
    elif due > today:
        yield from visiting
    if not case.unrated and case.undecided:
        yield Todo(Task.PROPOSE, f"Propose a decision on {' and '.join(codes(case.undecided))}", due)


def report_by(visit: Visit) -> date:
    return visit.ends_on + timedelta(days=rules().pace.write_report)


def to_visit(visit: Visit) -> Todo:
    return Todo(Task.VISIT, Task.VISIT.label, visit.starts_on, about=visit.id)


def phase_ends(case: Situation, today: date) -> date:
    """Until the visit is planned, some days from acceptance; until it takes place, its day; after it, before the legal date."""
    if ahead := case.ahead(today):
        return ahead[0].starts_on
    if case.visits:
        return case.legal_on - timedelta(days=rules().pace.propose_before)
    return (case.accepted_on or today) + timedelta(days=rules().pace.plan_visit)


def codes(types: Iterable[AuthorisationType]) -> list[str]:
    return [kind.scope.upper() for kind in types]
