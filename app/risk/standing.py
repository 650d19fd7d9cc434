"""Who has credit at all in a figure: only what is valid at the moment asked."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from app.programme.words import AuthorisationType, Domain
from app.risk.facts import Authorisation, Facts, Standing, Status

RESTS_ON = {Domain.FISCAL: (AuthorisationType.AEOC, AuthorisationType.AEOS), Domain.SECURITY: (AuthorisationType.AEOS,)}
OWN = {Domain.FISCAL: AuthorisationType.AEOC, Domain.SECURITY: AuthorisationType.AEOS}


class Stand(NamedTuple):
    """A standing with the authorisations it rests on; without one, the status that closes the gate."""

    standing: Standing | None
    held: tuple[Authorisation, ...] = ()
    gate: Status = Status.VALID


def stand(facts: Facts, figure: Domain, moment: datetime) -> Stand:
    """How the operator stands in this figure at this moment.

    The security authorisation earns a fiscal standing too: its holder was judged on compliance, records and solvency.
    """
    if not facts.authorisations:
        return _partner(facts)
    valid = [a for a in facts.authorisations if a.at(moment) is Status.VALID]
    full = [a for a in valid if not a.provisional]
    if any(a.type in RESTS_ON[figure] for a in full):
        return Stand(Standing.VALIDATED, tuple(full))
    if provisional := [a for a in valid if a.provisional and a.type is OWN[figure]]:
        return Stand(Standing.PROVISIONAL, tuple(provisional))
    return Stand(None, gate=_closed_by(facts, figure, moment))


def changes(facts: Facts, moment: datetime) -> list[datetime]:
    """The moments at which a status, or that of a part, changes by itself."""
    steps = [step.at for authorisation in facts.authorisations for step in authorisation.then]
    ends = [part.until for part in facts.suspended_parts if part.until]
    return [at for at in (*steps, *ends) if at > moment]


def _partner(facts: Facts) -> Stand:
    if facts.partner is None:
        return Stand(None, gate=Status.NEVER)
    if facts.partner.status is Status.VALID:
        return Stand(Standing.PARTNER)
    return Stand(None, gate=facts.partner.status)


def _closed_by(facts: Facts, figure: Domain, moment: datetime) -> Status:
    """The status of the figure's own authorisation, else of the other one it could rest on."""
    statuses = {a.type: a.at(moment) for a in facts.authorisations}
    closed = (statuses.get(kind, Status.NEVER) for kind in RESTS_ON[figure])
    return next((status for status in closed if status not in (Status.NEVER, Status.VALID)), Status.NEVER)
