"""The report of a visit: written already, corrected in place, signed by the lead."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.assessment import progress
from app.audits import draft, policy, service
from app.audits.draft import FINE, Judged
from app.audits.models import Audit
from app.audits.states import State
from app.core.errors import WrongState, allow
from app.extensions import db, transaction
from app.web.officer import officer
from app.web.officer.acting import ActForm, first_sending, sent
from app.web.officer.audit_forms import ReportForm
from app.web.officer.audits import find_audit
from app.web.officer.heads import case_head, place_names
from app.web.officer.look import is_overtaken
from app.web.stale import Difference, differences


def unsigned(audit_id: UUID) -> Audit:
    audit = find_audit(audit_id)
    allow(policy.can_observe(current_user.user, audit), "Only the team of this visit writes its report.")
    if audit.state is not State.PLANNED:
        raise WrongState(f"{audit.state.label}: the report stands.")
    return audit


def titles_of(audit: Audit) -> dict[str, str]:
    return {code: one.title for code, one in audit.application.edition.catalogue.criterion.items()}


def drafted(audit: Audit) -> dict[str, str]:
    """The text that writes itself, from what was seen and what the assessment holds of the rest."""
    seen = {one.criterion for one in audit.observations}
    rated = [one.rating for one in progress.of(db.session, audit.application).items if one.rating]
    wanting = [one for one in rated if one.result not in FINE and one.criterion not in seen]
    places = place_names(audit.application)
    judged = [Judged(one.criterion, one.result, one.reason, places.get(one.place, one.place)) for one in wanting]
    return {"summary": draft.summary(audit), "text": draft.text(audit, titles_of(audit), judged)}


def stored_fields(audit: Audit) -> dict[str, str]:
    return {"summary": audit.summary, "text": audit.report}


@officer.route("/audits/<uuid:audit_id>/report", methods=["GET", "POST"])
def write_audit_report(audit_id: UUID) -> ResponseReturnValue:
    audit = unsigned(audit_id)
    anew = not audit.report or "anew" in request.args
    form = ReportForm(data={"version": audit.version, **(drafted(audit) if anew else stored_fields(audit))})
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := differences(form, audit, stored_fields(audit))):
        with transaction() as session:
            service.write(session, audit, by=current_user.user, text=form.text.data or "", summary=form.summary.data or "")
        flash("The report is saved. Only officers see it until it is signed.")
        there = ".sign_audit_report" if "sign" in request.form else ".show_audit"
        return redirect(url_for(there, audit_id=audit_id), 303)
    page = render_template(
        "officer/audits/write.html",
        audit=audit,
        form=form,
        head=case_head(audit.application, "Visit"),
        titles=titles_of(audit),
        may_sign=policy.can_report(current_user.user, audit),
        is_drafted=anew,
        stale=stale,
    )
    return page, 409 if stale else 200


@officer.route("/audits/<uuid:audit_id>/report/sign", methods=["GET", "POST"])
def sign_audit_report(audit_id: UUID) -> ResponseReturnValue:
    """Read as the trader will read it, then signed."""
    first_sending()
    audit, there = unsigned(audit_id), url_for(".show_audit", audit_id=audit_id)
    allow(policy.can_report(current_user.user, audit), "Only the lead of this visit signs its report.")
    form = ActForm(data={"version": audit.version})
    overtaken = is_overtaken(form, audit.version)

    def act(session: Session) -> None:
        service.report(session, audit, by=current_user.user, text=audit.report, summary=audit.summary)

    done = "The report is signed. The trader reads it now; the paper follows within a minute."
    answer = None if overtaken else sent(form, there, act, done)
    page = {"audit": audit, "form": form, "overtaken": overtaken}
    return answer or (render_template("officer/audits/sign.html", **page), 409 if overtaken else 200)
