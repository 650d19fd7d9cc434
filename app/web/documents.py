"""A document on its way to a person: always as a file to save, never as a page of the portal."""

from __future__ import annotations

from flask import Response, send_file

from app.authorisations.models import Certificate
from app.documents import storage
from app.documents.models import Document
from app.documents.service import open_bytes

YEAR = 365 * 24 * 60 * 60
SANDBOX = "default-src 'none'; sandbox"


def attachment(document: Document) -> Response:
    """The bytes with their own name (RFC 6266) and type; a browser that opens them anyway may run nothing."""
    answer = send_file(
        open_bytes(document),
        mimetype=document.content_type.partition(";")[0],
        as_attachment=True,
        download_name=document.name,
        max_age=0,
        etag=False,
    )
    answer.content_length = document.size
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def certificate_file(certificate: Certificate, tin: str) -> Response:
    """The sheet under the holder's number and the code. Its bytes never change: a browser keeps them, for this person alone."""
    answer = send_file(
        storage.fetch(certificate.sha256),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{tin}-certificate-{certificate.code}.pdf",
        etag=certificate.sha256,
        last_modified=certificate.issued_at,
    )
    answer.content_length = certificate.size
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    return answer
