"""Where a thing to do is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import url_for

from app.core import clock
from app.desk.tasks import Todo
from app.desk.words import Task
from app.web.navigation import exists

CASE = "officer.show_case"

IN_A_CASE: Mapping[Task, str] = {
    Task.READ: "officer.list_requests",
    Task.ANSWER: "officer.list_requests",
    Task.RATE: "officer.rate_next_criterion",
    Task.PLAN: "officer.list_case_audits",
    Task.VISIT: "officer.list_case_audits",
    Task.REPORT: "officer.list_case_audits",
    Task.HEAR: "officer.show_case_decision",
    Task.DECIDE: "officer.show_case_decision",
    Task.REPLY: "officer.show_case_decision",
    Task.PROPOSE: "officer.show_case_decision",
}


def way_to(todo: Todo, application_id: UUID) -> str:
    """The page where it is done: on the day of a visit its checklist, else the page of the case."""
    if todo.task is Task.VISIT and todo.due_on <= clock.today():
        return url_for("officer.show_checklist", audit_id=todo.about)
    return page(IN_A_CASE.get(todo.task, CASE), CASE, application_id=application_id)


def page(endpoint: str, instead: str, **address: Any) -> str:
    return url_for(endpoint if exists(endpoint) else instead, **address)
