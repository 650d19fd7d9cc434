"""The rows of the desk in words: what to do, where, by when, who has the ball, and what came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.accounts.models import User
from app.applications.models import Application
from app.assessment.clock import Holder
from app.core import clock
from app.decisions.states import Measure
from app.desk.doers import does, first_for
from app.desk.queries import Entry, Part
from app.desk.situation import Situation
from app.desk.tasks import Todo, tasks
from app.desk.words import Group, Kind, Task
from app.history.kinds import Kind as Happened
from app.history.models import Event
from app.monitoring.states import ReviewState
from app.programme.words import AuthorisationType
from app.web.formats import count, short_day, until
from app.web.officer.ways import page, way_to

CAME = {Happened.INFORMATION_GIVEN: ("answer", "answers"), Happened.HEARING_ANSWERED: ("hearing reply", "hearing replies")}
COLLEAGUE = {Task.DECIDE: "Decision maker", Task.REPORT: "Auditor", Task.PROPOSE: "Case officer", Task.ADMIT: "Case officer"}


@dataclass(frozen=True)
class Line:
    """A row as the component of the desk takes it."""

    operator: str
    line: str
    next: str
    href: str
    legal: date | None
    who: str
    holder: str
    news: str = ""
    officer: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    rows: Sequence[Line]
    total: int
    more: str


@dataclass(frozen=True)
class Known:
    """What is known of the cases on the page."""

    viewer: User
    applications: Mapping[UUID, Application]
    situations: Mapping[UUID, Situation]
    news: Mapping[UUID, Sequence[Event]]


def section(part: Part, known: Known, more: str) -> Section:
    rows = [line(entry, part.group, known) for entry in part.entries]
    return Section(part.group.label, rows, part.total, more if part.total > len(rows) else "")


def line(entry: Entry, group: Group, known: Known) -> Line:
    return case_line(entry, group, known) if entry.kind is Kind.CASE else other_line(entry, group)


def case_line(entry: Entry, group: Group, known: Known) -> Line:
    """What the viewer does next in the case; else what comes next, and with whom."""
    application = known.applications[entry.id]
    todos = tasks(known.situations[entry.id], clock.today()) or [Todo(Task.ADMIT, "Open the case", entry.due_on)]
    todo = todos[0] if group is Group.OTHERS else first_for(known.viewer, todos)
    scopes = ", ".join(kind.scope.upper() for kind in application.asked_types)
    is_others = group is Group.OTHERS or (todo.who is Holder.CUSTOMS and not does(known.viewer, todo))
    who, holder = ("other", COLLEAGUE.get(todo.task, "A colleague")) if is_others else (todo.who.value, todo.who.label)
    return Line(
        operator=entry.operator,
        line=f"{entry.tin}, Application {scopes}",
        next=said(todo.text, todo.due_on, todo.who),
        href=way_to(todo, entry.id),
        legal=entry.legal_on,
        who=who,
        holder=holder,
        news=came(known.news.get(entry.id, ())),
        officer=application.officer.name if application.officer else "",
    )


def other_line(entry: Entry, group: Group) -> Line:
    what, text, href = OTHERS[entry.kind](entry)
    who, holder = ("other", "Decision maker") if group is Group.OTHERS else (entry.who.value, entry.who.label)
    text = text if entry.kind in (Kind.SUSPENSION, Kind.PART) else said(text, entry.due_on, entry.who)
    return Line(entry.operator, f"{entry.tin}, {what}", text, href, entry.legal_on, who, holder)


def said(text: str, due_on: date, who: Holder) -> str:
    """What the trader owes has its day; what customs does says when it is late by its own plan."""
    return f"{text}, {due(due_on)}" if who is Holder.TRADER or due_on < clock.today() else text


def due(day: date) -> str:
    """due 26 Nov, 4 days late"""
    return until(day, clock.today()) if day < clock.today() else f"due {short_day(day)}".removesuffix(f" {clock.today().year}")


def came(events: Sequence[Event]) -> str:
    """2 answers, 1 hearing reply"""
    kinds = [CAME[event.kind] for event in events if event.kind in CAME]
    return ", ".join(count(kinds.count(words), *words) for words in dict.fromkeys(kinds))


def action(entry: Entry) -> tuple[str, str, str]:
    href = page("officer.show_action", "officer.desk", action_id=entry.id)
    if entry.who is Holder.TRADER:
        return "Corrective action", f"Action on {entry.about}", href
    return "Corrective action", f"Check what was done on {entry.about}", href


def incident(entry: Entry) -> tuple[str, str, str]:
    return "Incident", f"Look into {entry.about}", page("officer.show_incident", "officer.desk", incident_id=entry.id)


def proposal(entry: Entry) -> tuple[str, str, str]:
    word, asked, authorisation_id = entry.about.split()
    kind, scope = Measure(word), AuthorisationType(asked).scope.upper()
    text = f"Hearing reply on {scope}" if entry.who is Holder.TRADER else f"Decide on {scope}: {kind.label.lower()}"
    if entry.due_on == clock.today() and entry.who is Holder.CUSTOMS:
        text += ", due today"
    return f"{kind.label} {scope}", text, authorisation(UUID(authorisation_id))


def suspension(entry: Entry) -> tuple[str, str, str]:
    scope = AuthorisationType(entry.about).scope.upper()
    return f"Suspension {scope}", f"{scope} becomes valid again {short_day(entry.due_on)}", authorisation(entry.id)


def part(entry: Entry) -> tuple[str, str, str]:
    asked, authorisation_id = entry.about.split()
    scope = AuthorisationType(asked).scope.upper()
    text = f"A part of {scope} becomes valid again {short_day(entry.due_on)}"
    return f"Suspension of a part, {scope}", text, authorisation(UUID(authorisation_id))


def dispute(entry: Entry) -> tuple[str, str, str]:
    return "Dispute", f"Settle the dispute about {entry.about}", page("officer.show_dispute", "officer.desk", dispute_id=entry.id)


def review(entry: Entry) -> tuple[str, str, str]:
    year, state = entry.about.split()
    text = f"Look at the yearly review of {year}"
    if state == ReviewState.ASKED:
        text = f"Answer about the yearly review of {year}"
    return "Yearly review", text, page("officer.show_review", "officer.desk", review_id=entry.id)


def authorisation(authorisation_id: UUID) -> str:
    """Where it is decided on."""
    return page("officer.show_authorisation", "officer.desk", authorisation_id=authorisation_id)


OTHERS = {
    Kind.ACTION: action,
    Kind.INCIDENT: incident,
    Kind.PROPOSAL: proposal,
    Kind.SUSPENSION: suspension,
    Kind.PART: part,
    Kind.DISPUTE: dispute,
    Kind.REVIEW: review,
}
