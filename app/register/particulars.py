"""What the register knows of an operator, whatever the day: from it and a day every answer follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, Self

from pydantic import BaseModel, ConfigDict

from app.authorisations import states
from app.authorisations.states import State, Status
from app.programme.words import AuthorisationType, Role

if TYPE_CHECKING:  # a look-up node reads particulars without a database
    from app.authorisations.models import Authorisation
    from app.operators.models import Operator


BEGUN = {
    Status.VALID: "effective_from",
    Status.NOT_YET_VALID: "granted_on",
    Status.SUSPENDED: "suspended_on",
    Status.EXPIRED: "effective_to",
}


class OnADay(Protocol):
    """An authorisation as far as an answer tells of it, wherever it was read from."""

    @property
    def number(self) -> str: ...
    @property
    def type(self) -> AuthorisationType: ...
    @property
    def effective_from(self) -> date: ...
    @property
    def effective_to(self) -> date | None: ...
    @property
    def suspended_until(self) -> date | None: ...
    def status_on(self, day: date, /) -> Status: ...
    def since_on(self, day: date, /) -> date: ...
    def parts_on(self, day: date, /) -> Sequence[Mapping[str, Any]]: ...


class Described(Protocol):
    """An operator as far as the status answer tells of it."""

    @property
    def tin(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def roles(self) -> Sequence[str]: ...
    @property
    def held(self) -> Sequence[OnADay]: ...


class HeldPart(BaseModel):
    """A part of an authorisation that is suspended by itself, as it stands in the file."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    roles: tuple[Role, ...]
    sites: tuple[str, ...]
    suspended_on: date
    suspended_until: date | None

    def to_json(self) -> dict[str, Any]:
        """In the words between systems."""
        return {
            "roles": sorted(role.api for role in self.roles),
            "sites": sorted(self.sites),
            "since": self.suspended_on.isoformat(),
            "suspended_until": self.suspended_until and self.suspended_until.isoformat(),
        }


class Held(BaseModel):
    """An authorisation, as it stands in the file."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    number: str
    type: AuthorisationType
    state: State
    granted_on: date
    effective_from: date
    effective_to: date | None
    suspended_on: date | None
    suspended_until: date | None
    ended_on: date | None
    suspended_parts: tuple[HeldPart, ...] = ()

    def status_on(self, day: date) -> Status:
        return states.status_on(self, day)

    def since_on(self, day: date) -> date:
        """Since when it has the status of this day."""
        begun: date | None = getattr(self, BEGUN.get(self.status_on(day), "ended_on"))
        return begun or self.granted_on

    def parts_on(self, day: date) -> list[dict[str, Any]]:
        """What of it is suspended on this day, whatever its own status."""
        return [part.to_json() for part in self.suspended_parts if states.lasts_on(part, day)]

    def next_change_after(self, day: date) -> date | None:
        ends = [part.suspended_until for part in self.suspended_parts]
        ahead = [states.next_change_after(self, day), *(on for on in ends if on and on > day)]
        return min((on for on in ahead if on), default=None)


class Listed(BaseModel):
    """The operator's place in a status list."""

    model_config = ConfigDict(frozen=True)

    uri: str
    idx: int


class Particulars(BaseModel):
    """An operator with the newest authorisation of each type. One published before there were status lists has no place yet."""

    model_config = ConfigDict(frozen=True)

    tin: str
    name: str
    city: str
    country: str
    roles: tuple[str, ...]
    held: tuple[Held, ...]
    status_list: Listed | None = None

    @classmethod
    def of(cls, operator: Operator, authorisations: Sequence[Authorisation], listed: Listed | None = None) -> Self:
        """`authorisations` are ordered with the newest of each type first."""
        newest: dict[AuthorisationType, Authorisation] = {}
        for one in authorisations:
            newest.setdefault(one.type, one)
        return cls(
            tin=operator.tin,
            name=operator.name,
            city=operator.city,
            country=operator.country,
            roles=tuple(role.api for role in Role if role in operator.roles),
            held=tuple(Held.model_validate(newest[kind]) for kind in AuthorisationType if kind in newest),
            status_list=listed,
        )

    def next_change_after(self, day: date) -> date | None:
        """The next day on which an answer changes by itself."""
        ahead = [one.next_change_after(day) for one in self.held]
        return min((on for on in ahead if on), default=None)
