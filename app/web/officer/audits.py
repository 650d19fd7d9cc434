"""Site visits: planned, changed, called off, in a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.words import OfficerRole
from app.applications.models import Application
from app.assessment import queries as assessment
from app.audits import policy, queries, service
from app.audits.models import Audit
from app.audits.queries import Which
from app.audits.states import State, VisitMode
from app.core import clock, once
from app.core.errors import Invalid, WrongState, allow
from app.documents.models import Attachment
from app.extensions import db, transaction
from app.findings.models import Finding
from app.findings.policy import can_raise, may_have
from app.operators.models import Operator, Site
from app.web.officer import officer
from app.web.officer.acting import acting, first_sending
from app.web.officer.audit_forms import AGENDA, MINE, AuditsForm, CancelForm, ChangePlanForm, PlanForm, offered, planned
from app.web.officer.heads import case_head
from app.web.officer.legal_date import lateness, legal_date_of
from app.web.officer.look import is_overtaken
from app.web.paging import page_of
from app.web.stale import Difference, differences
from app.web.visit_entry import entry_file


def find_case(application_id: UUID) -> Application:
    """The case with the sites of its business."""
    found = assessment.case(current_user.user, application_id)
    return db.session.scalars(found.options(joinedload(Application.operator).selectinload(Operator.sites))).one()


def find_audit(audit_id: UUID) -> Audit:
    return db.session.scalars(queries.whole(current_user.user, audit_id)).one()


def planned_audit(audit_id: UUID) -> Audit:
    """A visit that can still be changed."""
    audit = find_audit(audit_id)
    allow(policy.can_plan(current_user.user))
    if audit.state is not State.PLANNED:
        raise WrongState(f"{audit.state.label}: the plan stands.")
    return audit


@officer.get("/audits")
def list_audits() -> str:
    form = AuditsForm(request.args)
    which = Which(form.which.data) if form.which.data in set(Which) else Which.AHEAD
    query = queries.listed(current_user.user, which)
    if form.whose.data == MINE:
        query = query.where(queries.with_officer(current_user.user))
    whose = form.whose.data or None
    return render_template(
        "officer/audits/list.html",
        form=form,
        which=which,
        words=Which,
        page=page_of(query),
        whose=whose,
        href=lambda number: url_for(".list_audits", which=which.value, whose=whose, page=number),
    )


@officer.get("/cases/<uuid:application_id>/audits")
def list_case_audits(application_id: UUID) -> str:
    application = db.session.scalars(assessment.case(current_user.user, application_id)).one()
    visits = db.session.scalars(queries.of_case(current_user.user, application_id)).all()
    return render_template(
        "officer/audits/of_case.html", application=application, head=case_head(application, "Visit"), visits=visits, may=policy
    )


@officer.route("/cases/<uuid:application_id>/audits/new", methods=["GET", "POST"])
def plan_audit(application_id: UUID) -> ResponseReturnValue:
    application = find_case(application_id)
    allow(policy.can_plan(current_user.user))
    sites, officers = offered(application.operator), queries.officers(db.session)
    form = PlanForm(data=suggested(sites))
    form.offer(sites, officers)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                audit = service.plan(session, application, form.plan(sites, officers), by=current_user.user)
                there = url_for(".show_audit", audit_id=audit.id)
                once.take(session, form.form_id.data, there)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(f"The visit is planned. The trader is told.{lateness(application, audit.ends_on)}")
            return redirect(there, 303)
    return render_template(
        "officer/audits/plan.html", form=form, head=case_head(application, "Visit"), audit=None, legal=legal_date_of(application)
    )


def suggested(sites: Sequence[Site]) -> dict[str, object]:
    """Every site, by day, led by whoever plans it if that is an auditor."""
    lead = str(current_user.user.id) if current_user.user.holds(OfficerRole.AUDITOR) else ""
    return {"sites": [str(one.id) for one in sites], "mode": VisitMode.ON_SITE.value, "lead": lead, "agenda": AGENDA}


@officer.get("/audits/<uuid:audit_id>")
def show_audit(audit_id: UUID) -> str:
    audit = find_audit(audit_id)
    about = [audit.id, *(one.id for one in audit.observations)]
    files = db.session.scalars(select(Attachment).where(Attachment.about_id.in_(about)).order_by(Attachment.attached_at)).all()
    findings = select(Finding).where(Finding.audit_id == audit.id).order_by(Finding.reference)
    return render_template(
        "officer/audits/show.html",
        audit=audit,
        head=case_head(audit.application, "Visit"),
        titles=audit.application.edition.catalogue.criterion,
        findings=db.session.scalars(findings).all(),
        papers=[one.document for one in files if one.about_id == audit.id],
        photos=[one for one in files if one.about_id != audit.id],
        may=policy,
        may_raise=audit.state is not State.CANCELLED and may_have(audit.application) and can_raise(current_user.user),
        has_begun=audit.starts_on <= clock.today(),
    )


@officer.get("/audits/<uuid:audit_id>/visit.ics")
def download_audit_entry(audit_id: UUID) -> Response:
    """The plan for a calendar."""
    return entry_file(find_audit(audit_id), url_for(".show_audit", audit_id=audit_id))


@officer.route("/audits/<uuid:audit_id>/change", methods=["GET", "POST"])
def change_audit(audit_id: UUID) -> ResponseReturnValue:
    audit = planned_audit(audit_id)
    sites = offered(find_case(audit.application_id).operator, [one.id for one in audit.sites])
    officers = queries.officers(db.session)
    form = ChangePlanForm(data=planned(audit))
    form.offer(sites, officers)
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := differences(form, audit, planned(audit))):
        try:
            with transaction() as session:
                service.change(session, audit, form.plan(sites, officers), by=current_user.user)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(f"The plan is changed. The trader is told.{lateness(audit.application, audit.ends_on)}")
            return redirect(url_for(".show_audit", audit_id=audit_id), 303)
    page = render_template(
        "officer/audits/plan.html",
        form=form,
        head=case_head(audit.application, "Visit"),
        audit=audit,
        stale=stale,
        legal=legal_date_of(audit.application),
    )
    return page, 409 if stale else 200


@officer.route("/audits/<uuid:audit_id>/cancel", methods=["GET", "POST"])
def cancel_audit(audit_id: UUID) -> ResponseReturnValue:
    first_sending()
    audit, there = planned_audit(audit_id), url_for(".show_audit", audit_id=audit_id)
    form = CancelForm(data={"version": audit.version})
    overtaken = is_overtaken(form, audit.version)
    if form.validate_on_submit() and not overtaken:
        with acting(form, there) as session:
            service.cancel(session, audit, by=current_user.user, reason=form.reason.data)
        flash("The visit is cancelled. The trader is told.")
        return redirect(there, 303)
    page = render_template("officer/audits/cancel.html", form=form, audit=audit, overtaken=overtaken)
    return page, 409 if overtaken else 200
