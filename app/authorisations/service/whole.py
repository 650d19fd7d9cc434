"""What a decision does to an authorisation as a whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.authorisations.models import Authorisation
from app.authorisations.service.noting import note
from app.authorisations.service.parts import close_all
from app.authorisations.states import LIFECYCLE, State
from app.core import clock
from app.core.references import next_number
from app.history.kinds import Kind
from app.history.service import record
from app.programme.rules import rules
from app.programme.words import AuthorisationType

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.applications.models import Application


def grant(
    session: Session,
    application: Application,
    kind: AuthorisationType,
    *,
    by: User,
    effective_from: date,
    validated_on: date | None,
    **facts: object,
) -> Authorisation:
    """From `effective_from` on the operator is treated as trusted. The database refuses a second one of the type in force."""
    authorisation = Authorisation(
        operator_id=application.operator_id,
        application_id=application.id,
        type=kind,
        state=State.GRANTED,
        number=next_number(session, f"{rules().country}-{kind.code}"),
        granted_on=clock.today(),
        effective_from=effective_from,
        validated_on=validated_on,
    )
    session.add(authorisation)
    session.flush()
    record(
        session,
        Kind.AUTHORISATION_GRANTED,
        about=authorisation,
        by=by,
        case=application.id,
        type=kind,
        number=authorisation.number,
        effective_from=effective_from.isoformat(),
        **facts,
    )
    return authorisation


def suspend(session: Session, authorisation: Authorisation, *, by: User, until: date | None, **facts: object) -> None:
    """Benefits and credit stop at once. With `until` it becomes valid again on that day, unless lifted or revoked before.

    What was suspended of it by itself stays so, and may outlast this.
    """
    authorisation.state = LIFECYCLE.step(authorisation.state, State.SUSPENDED)
    authorisation.suspended_on = clock.today()
    authorisation.suspended_until = until
    note(session, Kind.AUTHORISATION_SUSPENDED, authorisation, by=by, until=until.isoformat() if until else None, **facts)


def reinstate(session: Session, authorisation: Authorisation, *, by: User, **facts: object) -> None:
    """Valid again from today."""
    make_valid(authorisation)
    note(session, Kind.AUTHORISATION_REINSTATED, authorisation, by=by, **facts)


def end_suspension(session: Session, authorisation: Authorisation) -> None:
    """The day set when it was suspended has come: valid again by itself."""
    make_valid(authorisation)
    note(session, Kind.SUSPENSION_ENDED, authorisation, by=None)


def revoke(session: Session, authorisation: Authorisation, *, by: User, **facts: object) -> None:
    """End it for good, and with it what was suspended of it; another authorisation takes a new application."""
    authorisation.state = LIFECYCLE.step(authorisation.state, State.REVOKED)
    authorisation.suspended_on = authorisation.suspended_until = None
    authorisation.ended_on = clock.today()
    close_all(session, authorisation)
    note(session, Kind.AUTHORISATION_REVOKED, authorisation, by=by, **facts)


def make_valid(authorisation: Authorisation) -> None:
    authorisation.state = LIFECYCLE.step(authorisation.state, State.GRANTED)
    authorisation.suspended_on = authorisation.suspended_until = None
