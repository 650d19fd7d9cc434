"""What a decision does to a part of an authorisation: some of its roles, some of its sites."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.authorisations.models import Authorisation, SuspendedPart
from app.authorisations.service.noting import note
from app.authorisations.states import PARTS, PartState, State
from app.core import clock
from app.core.errors import WrongState
from app.history.kinds import Kind
from app.programme.words import Role

if TYPE_CHECKING:
    from app.accounts.models import User


def suspend_part(
    session: Session,
    authorisation: Authorisation,
    *,
    by: User,
    roles: Collection[str],
    sites: Collection[str],
    until: date | None,
    **facts: object,
) -> SuspendedPart:
    """Credit stops at once for these roles and at these sites, all the rest stays valid; of a whole that is not, `WrongState`.

    With `until` the part becomes valid again on that day, unless it is lifted before or the authorisation is revoked.
    """
    if authorisation.state is not State.GRANTED:
        raise WrongState(f"{authorisation.state.label} as a whole: a part of it is not suspended besides.")
    part = SuspendedPart(
        operator_id=authorisation.operator_id,
        authorisation_id=authorisation.id,
        authorisation=authorisation,
        roles=[role.value for role in Role if role in roles],
        sites=sorted(sites),
        state=PartState.SUSPENDED,
        suspended_on=clock.today(),
        suspended_until=until,
    )
    session.add(part)
    told(session, Kind.PART_SUSPENDED, part, by=by, until=until.isoformat() if until else None, **facts)
    return part


def reinstate_part(session: Session, part: SuspendedPart, *, by: User, **facts: object) -> None:
    """Valid again from today, as far as nothing else suspends the same role or site."""
    close(part, PartState.LIFTED)
    told(session, Kind.PART_REINSTATED, part, by=by, **facts)


def end_part(session: Session, part: SuspendedPart) -> None:
    """The day set when it was suspended has come: valid again by itself."""
    close(part, PartState.OVER)
    told(session, Kind.PART_SUSPENSION_ENDED, part, by=None)


def close_all(session: Session, authorisation: Authorisation) -> None:
    """Nothing is left of which they are parts."""
    for part in authorisation.suspended_parts:
        close(part, PartState.OVER)
    session.flush()
    session.expire(authorisation, ["suspended_parts"])


def close(part: SuspendedPart, state: PartState) -> None:
    part.state = PARTS.step(part.state, state)
    part.ended_on = clock.today()


def told(session: Session, kind: Kind, part: SuspendedPart, *, by: User | None, **facts: object) -> None:
    note(session, kind, part.authorisation, by=by, part=str(part.id), roles=part.roles, sites=part.sites, **facts)
    session.expire(part.authorisation, ["suspended_parts"])
