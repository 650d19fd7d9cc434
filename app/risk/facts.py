"""All that the modifier may rest on, as it stood at one moment. Pure: nothing here knows a database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from pydantic import TypeAdapter

from app.compliance.words import Severity
from app.core.words import Word
from app.programme.words import AuthorisationType, Domain
from app.risk.canonical import sha256


class Status(Word):
    """What an authorisation is worth at a moment: the words of the status answer, and three that it never shows."""

    VALID = "valid", "Valid"
    NOT_YET_VALID = "not_yet_valid", "Not yet valid"
    SUSPENDED = "suspended", "Suspended"
    ON_HOLD = "on_hold", "On hold"
    REVOKED = "revoked", "Revoked"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"
    WITHDRAWN_UNDER_PROCEDURE = "withdrawn_under_procedure", "Withdrawn while a procedure was open"
    ANNULLED = "annulled", "Annulled"
    SUPERSEDED = "superseded", "Superseded"
    NEVER = "never", "Never authorised"
    UNKNOWN = "unknown", "Unknown"


class Standing(Word):
    """How an operator stands in one figure. Without one, most policies answer with a gate and compute nothing."""

    VALIDATED = "validated", "Authorised"
    PROVISIONAL = "provisional", "Authorised, not yet validated on site"
    PARTNER = "partner", "Authorised by a partner country"
    NONE = "none", "Not authorised"


class IncidentKind(Word):
    """How customs came to know of an incident, and what the operator did about it."""

    VICTIM_ONLY = "victim_only", "The operator was a victim only"
    SELF_REPORTED_IN_TIME = "self_reported_in_time", "Reported in time, measures on time"
    MEASURES_LATE = "measures_late", "Reported, measures late"
    FOUND_BY_CUSTOMS = "found_by_customs", "Found by customs"


@dataclass(frozen=True, slots=True)
class Step:
    """A status that begins by itself at a moment already known."""

    at: datetime
    status: Status


@dataclass(frozen=True, slots=True)
class Authorisation:
    """One authorisation: its status now, what it becomes by itself, and since when it is held without a break."""

    type: AuthorisationType
    status: Status
    then: tuple[Step, ...] = ()
    held_since: date | None = None
    provisional: bool = False
    grade: str | None = None

    def at(self, moment: datetime) -> Status:
        if not self.then:
            return self.status
        begun = [step for step in self.then if step.at <= moment]
        return max(begun, key=lambda step: step.at).status if begun else self.status


@dataclass(frozen=True, slots=True)
class Partner:
    """The authorisation of a partner country that this programme recognises."""

    country: str
    status: Status


@dataclass(frozen=True, slots=True)
class Checks:
    """Random checks, routine audits and auditor's samples of one day and role, errors attributed to who caused them.

    Errors that the trader disclosed before the control was announced do not belong here. One that is disputed, or that an
    infringement comes from, stands alone, with a `cause`.
    """

    on: date
    role: str
    checks: int
    errors: int
    disputed_on: date | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Infringement:
    """A final decision. Facts of one `cause` count once: the number of an incident, or what names a check."""

    on: date
    severity: Severity
    domains: tuple[Domain, ...]
    disclosed: bool = False
    cause: str | None = None
    disputed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """A confirmed security incident."""

    on: date
    kind: IncidentKind
    cause: str | None = None
    disputed_on: date | None = None

    @property
    def domains(self) -> tuple[Domain, ...]:
        return (Domain.SECURITY,)


@dataclass(frozen=True, slots=True)
class Action:
    """A corrective action the trader owes; `due_on` is moved on by the days customs held the ball."""

    due_on: date
    domains: tuple[Domain, ...]
    disputed_on: date | None = None


@dataclass(frozen=True, slots=True)
class LateNotice:
    """A self-review or change notice still missing after the second reminder."""

    on: date
    disputed_on: date | None = None


@dataclass(frozen=True, slots=True)
class InsolvencyAlert:
    """An alert that customs has confirmed."""

    on: date
    disputed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What an assessment gave the operator in something, in whole points."""

    of: str
    points: int


@dataclass(frozen=True, slots=True)
class Covered:
    """The roles, sites and modes that the authorisation was given for."""

    roles: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuspendedPart:
    """Roles and sites of an authorisation, suspended by themselves while it stays valid as a whole."""

    type: AuthorisationType
    on: date
    until: datetime | None = None
    roles: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()

    def lasts_at(self, moment: datetime) -> bool:
        return self.until is None or moment < self.until


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the modifier of one operator may rest on."""

    authorisations: tuple[Authorisation, ...] = ()
    partner: Partner | None = None
    last_validated_on: date | None = None
    validation_refused: bool = False
    validation_postponed: int = 0
    declarations: int = 0
    checks: tuple[Checks, ...] = ()
    infringements: tuple[Infringement, ...] = ()
    incidents: tuple[Incident, ...] = ()
    actions: tuple[Action, ...] = ()
    late: tuple[LateNotice, ...] = ()
    insolvency: InsolvencyAlert | None = None
    covered: Covered = Covered()
    scores: tuple[Score, ...] = ()
    suspended_parts: tuple[SuspendedPart, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON in one order, whatever the order the facts were gathered in.

        What was stored before parts could be suspended is the same as what has none.
        """
        plain: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        if not self.suspended_parts:
            del plain["suspended_parts"]
        _sort(plain)
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Facts:
        """The facts of a stored computation, to replay it."""
        return cls.from_json(json.dumps(plain))

    @classmethod
    def from_json(cls, text: str) -> Facts:
        return _ADAPTER.validate_json(text)

    @property
    def sha256(self) -> str:
        return sha256(self.to_dict())


_ADAPTER: TypeAdapter[Facts] = TypeAdapter(Facts)
UNKNOWN = Facts(tuple(Authorisation(kind, Status.UNKNOWN) for kind in AuthorisationType))


def _sort(plain: Any) -> None:
    """In place, the innermost lists first."""
    for one in plain.values() if isinstance(plain, dict) else plain:
        if isinstance(one, dict | list):
            _sort(one)
    if isinstance(plain, list) and len(plain) > 1:
        plain.sort(key=_in_order)


def _in_order(plain: Any) -> bytes:
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)
