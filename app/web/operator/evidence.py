"""The evidence library of the business."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.validators import Optional as MayBeEmpty

from app.applications.library import library, uses
from app.core import clock
from app.core.errors import Invalid, allow
from app.criteria.catalogue import Catalogue
from app.criteria.service import in_force
from app.documents import policy, service
from app.documents.models import Document
from app.extensions import db, transaction
from app.web.fields import DateField, MultipleFileField, SelectField
from app.web.forms import Form
from app.web.operator import operator
from app.web.operator.business_forms import box, group
from app.web.operator.documents import find_document


class DescribeForm(Form):
    """What a document is, and how long it holds."""

    kind = SelectField("What it is", render_kw=box("govuk-!-width-full"))
    valid_until = DateField(
        "Valid to, if it runs out",
        [MayBeEmpty()],
        description="For example 31 12 2027",
        render_kw=group("Valid to, if it runs out"),
    )


class UploadForm(DescribeForm):
    """New files. Sent twice they are found again, not kept twice."""

    upload = MultipleFileField("Files", description="PDF, pictures, office files, CSV or text, each up to 25 MB", render_kw=box())


def catalogue() -> Catalogue:
    return in_force(db.session).catalogue


def kinds(edition: Catalogue) -> list[tuple[str, str]]:
    return [("", "Not said"), *edition.titles("evidence_kinds").items()]


@operator.route("/evidence", methods=["GET", "POST"])
def list_evidence() -> ResponseReturnValue:
    edition, form = catalogue(), UploadForm()
    form.kind.choices = kinds(edition)
    may_add = policy.can_add(current_user.user, g.membership.operator_id)
    if form.validate_on_submit():
        allow(may_add)
        if taken := take(form):
            flash(f"Kept: {', '.join(taken)}.")
        if not form.errors:
            return redirect(url_for(".list_evidence"), 303)
    return render_template("operator/evidence/list.html", form=form, rows=rows(edition), may_add=may_add, today=clock.today())


def take(form: UploadForm) -> list[str]:
    """Take in each file on its own: a bad one does not keep the good ones out."""
    files = [file for file in form.upload.data or [] if file and file.filename]
    if not files:
        form.refuse(Invalid("Choose a file", "upload"))
        return []
    taken = []
    with transaction() as session:
        for file in files:
            try:
                stream = cast("BinaryIO", file.stream)
                facts: dict[str, Any] = {"kind": form.kind.data or "", "valid_until": form.valid_until.data}
                document = service.receive(session, g.membership.operator, stream, file.filename, by=current_user.user, **facts)
                taken.append(document.name)
            except Invalid as error:
                form.refuse(error)
    return taken


def rows(edition: Catalogue) -> list[dict[str, Any]]:
    """The newest first, each with where it stands."""
    documents = db.session.scalars(library(current_user.user, g.membership.operator_id, edition)).all()
    used, titles = uses(db.session, documents), edition.titles("evidence_kinds")
    return [
        {
            "document": document,
            "name": document.name,
            "href": url_for(".download_document", document_id=document.id),
            "kind": titles.get(document.kind, ""),
            "bytes": document.size,
            "valid_until": document.valid_until,
            "uses": used.get(document.id, []),
            "may_describe": policy.can_describe(current_user.user, document),
        }
        for document in documents
    ]


@operator.route("/evidence/<uuid:document_id>", methods=["GET", "POST"])
def describe_evidence(document_id: UUID) -> ResponseReturnValue:
    document: Document = find_document(document_id)
    allow(policy.can_describe(current_user.user, document))
    form = DescribeForm(obj=document)
    form.kind.choices = kinds(catalogue())
    if form.validate_on_submit():
        with transaction() as session:
            service.describe(
                session, document, by=current_user.user, kind=form.kind.data or "", valid_until=form.valid_until.data
            )
        flash("Saved.")
        return redirect(url_for(".list_evidence"), 303)
    return render_template("operator/evidence/describe.html", form=form, document=document)
