"""A finding raised from what was seen at a visit: it stands in the report, with what has to be done."""

from __future__ import annotations

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.audits import draft
from app.audits.models import Audit
from app.core.errors import allow
from app.findings import policy, service
from app.web.officer import officer
from app.web.officer.audits import find_audit
from app.web.officer.finding_forms import FindingForm
from app.web.officer.findings import raise_or_show, suggested


@officer.route("/audits/<uuid:audit_id>/findings/new", methods=["GET", "POST"])
def raise_audit_finding(audit_id: UUID) -> ResponseReturnValue:
    """Its text comes from the observation it follows from."""
    audit = find_audit(audit_id)
    allow(policy.can_raise(current_user.user))
    service.check_state(audit.application)
    code = request.args.get("criterion", "")
    form = FindingForm(data=suggested(audit.application, code) | {"text": seen_of(audit, code)})
    return raise_or_show(form, audit.application, "Visit", lambda _: url_for(".show_audit", audit_id=audit_id), audit.id)


def seen_of(audit: Audit, code: str) -> str:
    """What was not in order with this criterion, at each site."""
    wanting = [one for one in draft.not_in_order(audit.observations) if one.criterion == code]
    return " ".join(f"{one.site.name}: {draft.notes_of(one)}" if one.site else draft.notes_of(one) for one in wanting)
