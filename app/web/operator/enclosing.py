"""Documents that go with an answer: those of the library that are ticked, and those that have just come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO, cast
from uuid import UUID

from flask import g, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from app.applications.library import library, readable
from app.criteria.service import in_force
from app.documents.models import Attachment, Document
from app.documents.service import receive
from app.extensions import db
from app.web import formats
from app.web.fields import MultipleFileField, SelectMultipleField
from app.web.forms import CreateForm
from app.web.operator import operator
from app.web.operator.business_forms import group

OFFERED = 8  # documents of the library; the rest is one click away
HAVE, NEW = "Documents you have here already", "Upload files"


class EnclosingForm(CreateForm):
    """An answer with documents. Sent twice, it is taken once."""

    documents = SelectMultipleField(HAVE, choices=[], validate_choice=False, render_kw=group(HAVE))
    upload = MultipleFileField(
        NEW, description="PDF, picture or office file up to 25 MB; several at once if you like", render_kw={"params": {}}
    )

    more = False

    def offer(self) -> None:
        """The newest of the library, and whatever is ticked."""
        found = list(db.session.scalars(own_library()))
        ticked = set(self.documents.data or ())
        shown = found if request.args.get("library") == "all" else found[:OFFERED]
        shown += [one for one in found[len(shown) :] if str(one.id) in ticked]
        self.more = len(shown) < len(found)
        self.documents.choices = [(str(one.id), named(one)) for one in shown]


def named(document: Document) -> str:
    return f"{document.name} ({formats.size(document.size)}, {formats.day(document.uploaded_at)})"


def own_library() -> Any:
    return library(current_user.user, g.membership.operator_id, in_force(db.session).catalogue)


def enclosed(session: Session, form: EnclosingForm) -> list[Document]:
    """What is ticked and what was uploaded, in the transaction of the answer. A ticked id of another business finds nothing."""
    ids = [UUID(one) for one in form.documents.data or () if is_uuid(one)]
    ticked = list(session.scalars(own_library().where(Document.id.in_(ids)))) if ids else []
    files = [file for file in form.upload.data or () if file and file.filename]
    new = [
        receive(session, g.membership.operator, cast("BinaryIO", file.stream), file.filename, by=current_user.user)
        for file in files
    ]
    return list({document.id: document for document in (*ticked, *new)}.values())


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def enclosures(about: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The files that belong to each of these things, as rows of a list; those this person may see."""
    if not about:
        return {}
    mine = readable(current_user.user, g.membership.operator_id, in_force(db.session).catalogue)
    query = mine.add_columns(Attachment.about_id).join(Attachment, Attachment.document_id == Document.id)
    found: dict[UUID, list[dict[str, Any]]] = {}
    for document, about_id in db.session.execute(query.where(Attachment.about_id.in_(about))):
        found.setdefault(about_id, []).append(
            {
                "name": document.name,
                "href": url_for(f"{operator.name}.download_document", document_id=document.id),
                "bytes": document.size,
                "note": f"added {formats.day(document.uploaded_at)}",
            }
        )
    return found
