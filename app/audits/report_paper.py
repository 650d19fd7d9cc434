"""The signed report on paper: rendered by the worker, kept once, read by the trader and by customs."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audits.models import Audit, Observation
from app.audits.report_sheet import AuditReport, Seen, Wanting, render
from app.audits.states import State
from app.core import clock
from app.core.stationery import Signatory
from app.criteria.catalogue import Catalogue
from app.documents import papers
from app.documents.models import Document
from app.findings.models import Finding
from app.operators import stationery

KIND = "audit_report"


def keep(session: Session, audit: Audit) -> Document | None:
    """The report of a visit as a document, once. None before it is signed."""
    session.refresh(audit, ["state", "version"], with_for_update=True)
    if audit.state is not State.REPORTED:
        return None
    known = papers.paper_of(session, audit, KIND)
    return known or papers.keep(
        session, audit, render(letter_of(session, audit)), name=f"Report of visit {audit.reference}.pdf", kind=KIND
    )


def letter_of(session: Session, audit: Audit) -> AuditReport:
    """What the sheet says, from the models."""
    catalogue = audit.application.edition.catalogue
    found = select(Finding).where(Finding.audit_id == audit.id).order_by(Finding.reference)
    return AuditReport(
        letterhead=stationery.letterhead(),
        addressee=stationery.addressee(audit.application.operator),
        signatory=Signatory(audit.lead.name, "Auditor"),
        reference=audit.reference,
        on=clock.day_of(audit.reported_at or clock.now()),
        case=audit.application.reference,
        first_day=audit.starts_on,
        last_day=audit.ends_on,
        mode=audit.mode.label,
        sites=tuple(site.name for site in audit.sites),
        team=(audit.lead.name, *(member.name for member in audit.team)),
        summary=audit.summary,
        text=audit.report,
        seen=tuple(seen_of(one, catalogue) for one in audit.observations),
        findings=tuple(wanting_of(finding) for finding in session.scalars(found)),
    )


def seen_of(observation: Observation, catalogue: Catalogue) -> Seen:
    criterion = catalogue.criterion.get(observation.criterion)
    return Seen(
        criterion=f"{observation.criterion} {criterion.title if criterion else ''}".strip(),
        result=observation.result.label if observation.result else "Not seen",
        text=" ".join(part for part in (*(one["note"] for one in observation.checks), observation.text) if part),
        site=observation.site.name if observation.site else "",
    )


def wanting_of(finding: Finding) -> Wanting:
    """The finding with what is asked for first."""
    action = finding.actions[0] if finding.actions else None
    return Wanting(
        reference=finding.reference,
        grade=finding.grade.label,
        criterion=finding.criterion,
        text=finding.text,
        action=action.text if action else "",
        due_on=action.due_on if action else None,
    )
