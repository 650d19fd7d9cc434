"""The plan of a visit as a file for a calendar."""

from __future__ import annotations

from flask import Response

from app.audits.calendar import entry_of
from app.audits.models import Audit
from app.config import settings


def entry_file(audit: Audit, path: str) -> Response:
    """`path` leads to the page on which the plan stands."""
    entry = entry_of(audit, settings().base_url + path)
    answer = Response(entry.file(), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="{audit.reference}.ics"'
    return answer
