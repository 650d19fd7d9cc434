"""The report of a site visit as it is printed, from plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core import pdf, typesetting
from app.core.stationery import Letter

TEMPLATE = "pdf/audit_report.html"


@dataclass(frozen=True)
class Seen:
    """What was seen of one criterion, at one site or everywhere. `result` is written as it is to be read."""

    criterion: str
    result: str
    text: str
    site: str = ""


@dataclass(frozen=True)
class Wanting:
    """A finding, and what is asked for."""

    reference: str
    grade: str
    criterion: str
    text: str
    action: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AuditReport(Letter):
    """One visit. `text` is the auditors' own, parted by empty lines; its shortest form goes into `summary`."""

    case: str
    first_day: date
    last_day: date
    mode: str
    sites: tuple[str, ...]
    team: tuple[str, ...]
    summary: str = ""
    text: str = ""
    seen: tuple[Seen, ...] = ()
    findings: tuple[Wanting, ...] = ()
    reply_by: date | None = None

    @property
    def days(self) -> str:
        return typesetting.days(self.first_day, self.last_day)


def render(report: AuditReport) -> bytes:
    """The report as PDF."""
    return pdf.render(TEMPLATE, {"letter": report})
