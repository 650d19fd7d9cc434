"""What of the authorisations is suspended by itself."""

from __future__ import annotations

from collections.abc import Sequence

from app.authorisations.models import SuspendedPart
from app.core import clock
from app.programme.words import AuthorisationType, Role
from app.risk import facts
from app.risk.gather.given import Given


def suspended_parts(line: Sequence[Given]) -> tuple[facts.SuspendedPart, ...]:
    return tuple(of_part(one.authorisation.type, part) for one in line for part in one.authorisation.suspended_parts)


def of_part(kind: AuthorisationType, part: SuspendedPart) -> facts.SuspendedPart:
    """Roles in the words of the API; it ends with the midnight at which its day begins."""
    return facts.SuspendedPart(
        type=kind,
        on=part.suspended_on,
        until=clock.start_of(part.suspended_until) if part.suspended_until else None,
        roles=tuple(Role(role).api for role in part.roles),
        sites=tuple(part.sites),
    )
