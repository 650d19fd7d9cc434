"""Where a thing to do is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import url_for

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


def way_to(task: Task, application_id: UUID) -> str:
    """The page of the case where it is done; the case itself where that is missing."""
    return page(IN_A_CASE.get(task, CASE), CASE, application_id=application_id)


def page(endpoint: str, instead: str, **address: Any) -> str:
    return url_for(endpoint if exists(endpoint) else instead, **address)
