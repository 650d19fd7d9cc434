"""Where a case stands: the plain facts that decide what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.applications.states import State
from app.decisions.grounds import is_heard_first
from app.decisions.states import Ground, Measure
from app.decisions.states import State as DecisionState
from app.programme.words import AuthorisationType


@dataclass(frozen=True)
class Asked:
    """A request for information: owed by the trader, or answered and not read yet."""

    number: int
    due_on: date
    answered_on: date | None = None
    is_read: bool = False


@dataclass(frozen=True)
class Visit:
    """A visit that was not cancelled."""

    id: UUID
    starts_on: date
    ends_on: date
    lead_id: UUID
    is_reported: bool = False


@dataclass(frozen=True)
class Proposed:
    """A proposal or decision on one of the authorisations asked for."""

    id: UUID
    type: AuthorisationType
    kind: Measure
    ground: Ground
    state: DecisionState
    proposed_on: date
    proposed_by_id: UUID
    reply_by: date | None = None
    replied_on: date | None = None

    @property
    def needs_hearing(self) -> bool:
        return self.state is DecisionState.PROPOSED and is_heard_first(self.kind, self.ground)

    @property
    def acted_on(self) -> date:
        """Since when customs can act on it, if it can."""
        if self.state is DecisionState.PROPOSED:
            return self.proposed_on
        return self.replied_on or (self.reply_by or self.proposed_on) + timedelta(days=1)

    def waits_on(self, today: date) -> bool:
        """The trader may still reply."""
        in_hearing = self.state is DecisionState.IN_HEARING and self.replied_on is None
        return in_hearing and self.reply_by is not None and self.reply_by >= today


@dataclass(frozen=True)
class Situation:
    """The facts of one case. `legal_on` is the date by which the law wants the next word of customs, or of the trader."""

    state: State
    legal_on: date
    types: tuple[AuthorisationType, ...] = tuple(AuthorisationType)
    accepted_on: date | None = None
    to_rate: int = 0
    rated: int = 0
    requests: tuple[Asked, ...] = ()
    visits: tuple[Visit, ...] = ()
    proposals: tuple[Proposed, ...] = ()

    @property
    def unrated(self) -> int:
        return self.to_rate - self.rated

    def over(self, today: date) -> list[Visit]:
        """Visits whose report is still to be written, the first to end first."""
        return sorted((one for one in self.visits if not one.is_reported and one.ends_on < today), key=lambda one: one.ends_on)

    def ahead(self, today: date) -> list[Visit]:
        """Visits to come or under way, the next first."""
        found = (one for one in self.visits if not one.is_reported and one.ends_on >= today)
        return sorted(found, key=lambda one: one.starts_on)

    @property
    def undecided(self) -> tuple[AuthorisationType, ...]:
        """The authorisations on which nothing is proposed or decided yet."""
        taken = {one.type for one in self.proposals if one.state is not DecisionState.WITHDRAWN}
        return tuple(kind for kind in self.types if kind not in taken)
