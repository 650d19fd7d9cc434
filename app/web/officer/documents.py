"""Documents of any file, for officers."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.documents import policy
from app.documents.models import Document
from app.extensions import db
from app.web.documents import attachment
from app.web.officer import officer


@officer.get("/documents/<uuid:document_id>")
def download_document(document_id: UUID) -> ResponseReturnValue:
    return attachment(db.session.scalars(policy.visible_to(current_user.user).where(Document.id == document_id)).one())
