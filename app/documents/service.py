"""Taking in documents and handing them out."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, allow
from app.core.one_form import in_one_form
from app.documents import formats, policy, storage
from app.documents.formats import FalseName, NotAccepted, WithMacros
from app.documents.models import Document
from app.history.kinds import Kind
from app.history.service import record

if TYPE_CHECKING:
    from app.accounts.models import User

__all__ = ["AT_MOST", "Empty", "FalseName", "NotAccepted", "TooLarge", "WithMacros", "describe", "open_bytes", "receive"]

AT_MOST = 25 * 1024 * 1024
LONGEST_NAME, LONGEST_SENT = 150, 1_000


class Owner(Protocol):
    """The business a document belongs to."""

    id: UUID


class TooLarge(Invalid):
    """One file is at most 25 MB."""

    def __init__(self, filename: str) -> None:
        super().__init__(f"“{filename}” is larger than 25 MB. Make it smaller, or split it into several files.", "upload")


class Empty(Invalid):
    """A file without content, most often one that is still open elsewhere."""

    def __init__(self, filename: str) -> None:
        super().__init__(f"“{filename}” is empty. Save it first, then choose it again.", "upload")


def receive(
    session: Session,
    operator: Owner,
    stream: BinaryIO,
    filename: str,
    *,
    by: User,
    kind: str = "",
    valid_until: date | None = None,
    is_internal: bool = False,
) -> Document:
    """Take in a file for this business; one it holds already is found again. `Empty`, `TooLarge`, or what `formats` refuses."""
    allow(policy.can_add(by, operator.id) and (by.is_officer or not is_internal))
    name = clean(filename)
    formats.named(name)
    try:
        with storage.arriving(stream, AT_MOST) as arrived:
            if not arrived.size:
                raise Empty(name)
            said = formats.check(name, arrived.path)
            storage.keep(arrived)
    except storage.TooLong:
        raise TooLarge(name) from None
    if known := _held(session, operator, arrived.sha256, is_internal):
        return known
    document = Document(operator_id=operator.id, name=name, kind=kind, content_type=said.content_type, size=arrived.size)
    document.sha256, document.uploaded_by_id, document.valid_until = arrived.sha256, by.id, valid_until
    document.is_internal = is_internal
    session.add(document)
    session.flush()
    happened = Kind.INTERNAL_DOCUMENT_RECEIVED if is_internal else Kind.DOCUMENT_RECEIVED
    record(session, happened, about=document, by=by, name=name, sha256=arrived.sha256, size=arrived.size)
    return document


def describe(session: Session, document: Document, *, by: User, kind: str, valid_until: date | None) -> None:
    """Say what a document is and how long it holds; its bytes never change, so the history needs no word of it."""
    allow(policy.can_describe(by, document))
    document.kind, document.valid_until = kind, valid_until


def open_bytes(document: Document) -> BinaryIO:
    """The content, open for reading; `FileNotFoundError` if the storage has lost it."""
    return storage.fetch(document.sha256)


def clean(filename: str) -> str:
    """A name without folders, control characters and tricks of direction, cut to a length every system takes."""
    sent = in_one_form("NFC", filename[-LONGEST_SENT:], LONGEST_SENT)  # its end says what it is
    bare = PurePosixPath(sent.replace("\\", "/")).name
    kept = "".join(sign for sign in bare if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[: LONGEST_NAME - 1 - len(suffix)]}{dot}{suffix}" if dot and stem else (kept or "file")[:LONGEST_NAME]


def _held(session: Session, operator: Owner, digest: str, is_internal: bool) -> Document | None:
    """A paper of customs that the business puts in again becomes a document of its own."""
    uploaded = (Document.operator_id == operator.id, Document.uploaded_by_id.is_not(None))
    same = (*uploaded, Document.sha256 == digest, Document.is_internal.is_(is_internal))
    return session.scalars(select(Document).where(*same).order_by(Document.uploaded_at, Document.id).limit(1)).first()
