"""Findings, and what the trader does about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from app.applications.models import Application
from app.compliance.against import last_disputes
from app.core import clock, once
from app.core.errors import Invalid, WrongState, allow
from app.documents.models import Attachment, Document
from app.extensions import db, transaction
from app.findings import policy, queries, service
from app.findings.models import CorrectiveAction, Finding
from app.findings.states import Grade
from app.programme.words import Domain
from app.web.officer import officer
from app.web.officer.finding_forms import FindingForm, RefusalForm
from app.web.officer.found import find_case
from app.web.officer.heads import case_head

USUAL = timedelta(days=30)


def find_finding(finding_id: UUID) -> Finding:
    return db.session.scalars(queries.one(current_user.user, finding_id)).one()


def find_action(action_id: UUID) -> CorrectiveAction:
    return db.session.scalars(queries.action(current_user.user, action_id)).one()


def files_of(finding: Finding) -> dict[UUID, list[Document]]:
    """The evidence that came with each action."""
    attached = select(Attachment).where(Attachment.about_id.in_([one.id for one in finding.actions]))
    found: dict[UUID, list[Document]] = {}
    for one in db.session.scalars(attached.order_by(Attachment.attached_at, Attachment.id)):
        found.setdefault(one.about_id, []).append(one.document)
    return found


def head_of(finding: Finding) -> dict[str, object] | None:
    """The head of the case it was raised in, if it was."""
    return case_head(find_case(finding.application_id), "Findings") if finding.application_id else None


@officer.get("/cases/<uuid:application_id>/findings")
def list_findings(application_id: UUID) -> str:
    application = find_case(application_id)
    return render_template(
        "officer/findings/list.html",
        application=application,
        head=case_head(application, "Findings"),
        findings=db.session.scalars(queries.of_case(current_user.user, application_id)).all(),
        titles=application.edition.catalogue.criterion,
        may_raise=policy.can_raise(current_user.user) and policy.may_have(application),
    )


@officer.route("/cases/<uuid:application_id>/findings/new", methods=["GET", "POST"])
def raise_finding(application_id: UUID) -> ResponseReturnValue:
    application = find_case(application_id)
    allow(policy.can_raise(current_user.user))
    service.check_state(application)
    form = FindingForm(data=suggested(application, request.args.get("criterion", "")))
    return raise_or_show(form, application, "Findings", lambda finding: url_for(".show_finding", finding_id=finding.id))


def raise_or_show(
    form: FindingForm, application: Application, tab: str, then: Callable[[Finding], str], audit_id: UUID | None = None
) -> ResponseReturnValue:
    """What is sent is raised, and leads to `then`; else the form, under the tab it came from."""
    form.offer(application)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                there = then(service.raise_finding(session, application, form.wanting, by=current_user.user, audit_id=audit_id))
                once.take(session, form.form_id.data, there)
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The finding is raised. The trader is told.")
            return redirect(there, 303)
    page = {"application": application, "head": case_head(application, tab), "form": form}
    return render_template("officer/findings/raise.html", **page)


def suggested(application: Application, code: str) -> dict[str, object]:
    """The criterion the officer came from, its figure, and a month to put it right."""
    criterion = application.edition.catalogue.criterion.get(code)
    scopes = criterion.scope if criterion else ()
    domain = Domain.SECURITY if tuple(scopes) == ("s",) else Domain.FISCAL
    due_on = clock.today() + USUAL
    return {"criterion": code, "domain": domain.value, "grade": Grade.MINOR.value, "due_on": due_on}


@officer.get("/findings/<uuid:finding_id>")
def show_finding(finding_id: UUID) -> str:
    return page_of(find_finding(finding_id))


def page_of(finding: Finding, form: RefusalForm | None = None, refused: UUID | None = None) -> str:
    return render_template(
        "officer/findings/show.html",
        finding=finding,
        head=head_of(finding),
        files=files_of(finding),
        disputes=last_disputes(db.session, current_user.user, finding.operator_id),
        form=form,
        refused=refused,
        new_form=lambda: RefusalForm(formdata=None, data={"due_on": clock.today() + USUAL}),
        may_raise=policy.can_raise(current_user.user),
    )


@officer.get("/actions/<uuid:action_id>")
def show_action(action_id: UUID) -> ResponseReturnValue:
    """An action stands under its finding."""
    return redirect(url_for(".show_finding", finding_id=find_action(action_id).finding_id))


@officer.post("/actions/<uuid:action_id>/verify")
def verify_action(action_id: UUID) -> ResponseReturnValue:
    action = find_action(action_id)
    return done(
        action.finding_id, lambda session: service.verify(session, action, by=current_user.user), "The action is verified."
    )


@officer.post("/actions/<uuid:action_id>/refuse")
def refuse_action(action_id: UUID) -> ResponseReturnValue:
    """Not sufficient. What was typed stays on the page if it cannot be taken, or if a colleague was faster."""
    action, form = find_action(action_id), RefusalForm()
    status = 200
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.refuse(session, action, by=current_user.user, reason=form.reason.data, due_on=form.day)
        except Invalid as error:
            form.refuse(error)
        except WrongState as error:
            form.refuse(error)
            status = 409
        else:
            flash("The action is back with the trader, who reads what is missing.")
            return redirect(url_for(".show_finding", finding_id=action.finding_id), 303)
    return page_of(find_finding(action.finding_id), form, action.id), status


@officer.post("/findings/<uuid:finding_id>/close")
def close_finding(finding_id: UUID) -> ResponseReturnValue:
    finding = find_finding(finding_id)
    return done(finding_id, lambda session: service.close(session, finding, by=current_user.user), "The finding is closed.")


def done(finding_id: UUID, verb: Callable[..., None], text: str) -> ResponseReturnValue:
    with transaction() as session:
        verb(session)
    flash(text)
    return redirect(url_for(".show_finding", finding_id=finding_id), 303)
