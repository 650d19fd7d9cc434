"""Documents of the business."""

from __future__ import annotations

from uuid import UUID

from flask import g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.applications.library import readable
from app.criteria.service import in_force
from app.documents.models import Document
from app.extensions import db
from app.web.documents import attachment
from app.web.operator import operator


def find_document(document_id: UUID) -> Document:
    mine = readable(current_user.user, g.membership.operator_id, in_force(db.session).catalogue)
    return db.session.scalars(mine.where(Document.id == document_id)).one()


@operator.get("/documents/<uuid:document_id>")
def download_document(document_id: UUID) -> ResponseReturnValue:
    return attachment(find_document(document_id))
