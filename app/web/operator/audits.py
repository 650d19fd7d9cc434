"""Visits of customs to the business: the plan, and the report."""

from __future__ import annotations

from uuid import UUID

from flask import Response, g, render_template, url_for
from flask_login import current_user
from sqlalchemy.orm import joinedload, selectinload

from app.audits import policy, queries
from app.audits.models import Audit
from app.audits.states import State
from app.core import clock
from app.extensions import db
from app.findings import queries as findings
from app.findings.models import Finding
from app.web.operator import operator
from app.web.operator.enclosing import enclosures
from app.web.visit_entry import entry_file


def find_audit(audit_id: UUID) -> Audit:
    known = (joinedload(Audit.application), joinedload(Audit.lead), selectinload(Audit.sites), selectinload(Audit.team))
    mine = policy.visible_to(current_user.user).where(Audit.operator_id == g.membership.operator_id)
    return db.session.scalars(mine.where(Audit.id == audit_id).options(*known)).one()


@operator.get("/audits")
def list_audits() -> str:
    mine = policy.visible_to(current_user.user).where(Audit.operator_id == g.membership.operator_id)
    found = mine.options(selectinload(Audit.sites)).order_by(Audit.starts_on.desc(), Audit.id)
    return render_template("operator/audits/list.html", visits=db.session.scalars(found).all(), today=clock.today())


@operator.get("/audits/<uuid:audit_id>")
def show_audit(audit_id: UUID) -> str:
    """The plan; once the lead has signed it, the report and what was found. What is written before is not shown."""
    audit = find_audit(audit_id)
    is_reported = audit.state is State.REPORTED
    raised = findings.of_operator(current_user.user, g.membership.operator_id).where(Finding.audit_id == audit.id)
    return render_template(
        "operator/audits/show.html",
        audit=audit,
        is_reported=is_reported,
        why_cancelled=queries.why_cancelled(db.session, audit) if audit.state is State.CANCELLED else "",
        findings=db.session.scalars(raised).all() if is_reported else [],
        files=enclosures([audit.id]).get(audit.id, []) if is_reported else [],
        today=clock.today(),
    )


@operator.get("/audits/<uuid:audit_id>/visit.ics")
def download_audit_entry(audit_id: UUID) -> Response:
    """The plan for a calendar."""
    return entry_file(find_audit(audit_id), url_for(".show_audit", audit_id=audit_id))
