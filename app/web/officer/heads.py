"""The head of a case's pages: whose it is, and the pages that belong to it."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from app.applications.models import Application
from app.operators.models import Operator
from app.web.navigation import exists

CASE = {
    "Overview": "officer.show_case",
    "Answers": "officer.list_answers",
    "Criteria": "officer.list_criteria",
    "Requests": "officer.list_requests",
    "Findings": "officer.list_findings",
    "Visit": "officer.list_case_audits",
    "Decision": "officer.show_case_decision",
    "History": "officer.show_case_history",
}
OPERATOR = {
    "File": "officer.show_operator",
    "Risk credit": "officer.show_risk",
    "Record": "officer.show_record",
    "Benefits": "officer.show_operator_benefits",
    "Past": "officer.show_past",
}


def case_head(application: Application, under: str) -> dict[str, Any]:
    """`under` is the page of the case that the one shown lies under."""
    scopes = " and ".join(kind.scope.upper() for kind in application.asked_types)
    caption = f"{application.reference}, application {scopes}, {application.state.label.lower()}"
    return {"title": application.operator.name, "caption": caption, "rows": views(CASE, under, application_id=application.id)}


def operator_head(operator: Operator, under: str) -> dict[str, Any]:
    return {"title": operator.name, "caption": operator.tin, "rows": views(OPERATOR, under, operator_id=operator.id)}


def views(pages: dict[str, str], under: str, **address: Any) -> list[dict[str, Any]]:
    """Those that exist."""
    here = request.endpoint
    return [
        {"label": label, "href": url_for(endpoint, **address), "current": endpoint == here or label == under}
        for label, endpoint in pages.items()
        if exists(endpoint)
    ]


def place_names(application: Application) -> dict[str, str]:
    """The names of the sites by their ids; a class of sites is its own name."""
    return {site["id"]: site["name"] for site in (application.profile or {}).get("sites", ())}
