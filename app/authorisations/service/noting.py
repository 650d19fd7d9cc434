"""Writing down what became of an authorisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.authorisations.models import Authorisation
from app.history.kinds import Kind
from app.history.service import record

if TYPE_CHECKING:
    from app.accounts.models import User


def note(session: Session, kind: Kind, authorisation: Authorisation, *, by: User | None, **facts: object) -> None:
    record(
        session,
        kind,
        about=authorisation,
        by=by,
        case=authorisation.application_id,
        type=authorisation.type,
        number=authorisation.number,
        **facts,
    )
