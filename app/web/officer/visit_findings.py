"""A finding raised from what was seen at a visit: it stands in the report, with what has to be done."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.audits import draft
from app.audits.models import Audit
from app.core import once
from app.core.errors import Invalid, allow
from app.extensions import transaction
from app.findings import policy, service
from app.web.officer import officer
from app.web.officer.audits import find_audit
from app.web.officer.finding_forms import FindingForm
from app.web.officer.findings import suggested
from app.web.officer.heads import case_head


@officer.route("/audits/<uuid:audit_id>/findings/new", methods=["GET", "POST"])
def raise_audit_finding(audit_id: UUID) -> ResponseReturnValue:
    """Its text comes from the observation it follows from."""
    audit = find_audit(audit_id)
    allow(policy.can_raise(current_user.user))
    service.check_state(audit.application)
    code = request.args.get("criterion", "")
    form = FindingForm(data=suggested(audit.application, code) | {"text": seen_of(audit, code)})
    form.offer(audit.application)
    there = url_for(".show_audit", audit_id=audit_id)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.raise_finding(session, audit.application, form.wanting, by=current_user.user, audit_id=audit.id)
                once.take(session, form.form_id.data, there)
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The finding is raised. The trader is told.")
            return redirect(there, 303)
    page = {"application": audit.application, "head": case_head(audit.application, "Visit"), "form": form}
    return render_template("officer/findings/raise.html", **page)


def seen_of(audit: Audit, code: str) -> str:
    """What was not in order with this criterion, at each site."""
    wanting = [one for one in draft.not_in_order(audit.observations) if one.criterion == code]
    return " ".join(f"{one.site.name}: {draft.notes_of(one)}" if one.site else draft.notes_of(one) for one in wanting)
