"""Checking a certificate: whoever holds its code learns what it is worth today, whether its holder is listed or not."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.authorisations import queries
from app.authorisations.models import Certificate
from app.core.isolation import enter, scope_of, unlock
from app.register.particulars import Particulars


def behind(session: Session, code: str) -> Particulars | None:
    """The holder of the certificate with what stands on it, as it is now. None where no certificate has this code.

    The code opens one row, and that row the rows of its holder: for this transaction, and without making the asker
    anybody else.
    """
    unlock(session, code)
    certificate = session.scalars(select(Certificate).where(Certificate.code == code)).one_or_none()
    if certificate is None:
        return None
    enter(session, replace(scope_of(session), operators=frozenset({certificate.operator_id})))
    return Particulars.of(certificate.operator, queries.on_certificate(session, certificate.id))
