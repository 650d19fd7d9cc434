"""Writing down on the spot what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audits import policy
from app.audits.models import Audit, Observation
from app.audits.service.hold import hold
from app.audits.states import Seen
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.criteria.words import Result
from app.documents import service as documents
from app.documents.attaching import attach
from app.documents.models import Document
from app.history.kinds import Kind
from app.history.service import record

PHOTO = "photo"


class NothingSeen(Invalid):
    """An observation says something."""

    def __init__(self) -> None:
        super().__init__("Press what you saw of at least one point")


class SomebodyElseSaw(WrongState):
    """Two of the team looked at the same criterion."""

    def __init__(self) -> None:
        super().__init__("A colleague wrote down what was seen of this criterion meanwhile. Read it before you change it.")


@dataclass(frozen=True)
class Checked:
    """One point of the checklist, and what was seen of it."""

    check: str
    seen: Seen
    note: str = ""


def observe(
    session: Session,
    audit: Audit,
    *,
    by: User,
    criterion: str,
    result: Result | None = None,
    text: str = "",
    site_id: UUID | None = None,
    checks: Sequence[Checked] = (),
    version: int | None = None,
) -> Observation:
    """Write down what was seen of one criterion at one site, or another look at it. With `checks` the result follows from them.

    `version` is that of the observation the auditor saw, 0 where there was none; else `SomebodyElseSaw`. `NothingSeen`
    without a result, `Invalid` for a site that is not visited. For officers only, until the report.
    """
    under_way(session, audit, by)
    if site_id is not None and site_id not in {site.id for site in audit.sites}:
        raise Invalid("Choose one of the sites of this visit", "site")
    if not checks and result is None:
        raise NothingSeen
    observation = find(session, audit, criterion, site_id) or begin(audit, criterion, site_id)
    if version is not None and version != (observation.version or 0):
        raise SomebodyElseSaw
    observation.checks = [asdict(one) for one in checks]
    observation.result, observation.text = result_of(checks) if checks else result, text
    keep(session, observation, by)
    facts = {
        "criterion": criterion,
        "site": place_of(observation),
        "result": observation.result,
        "text": text,
        "checks": observation.checks,
    }
    record(session, Kind.OBSERVATION_RECORDED, about=observation, by=by, case=audit.application_id, **facts)
    return observation


def under_way(session: Session, audit: Audit, by: User) -> None:
    """Whoever adds to a visit was there, and it is not over."""
    allow(policy.can_observe(by, audit), "Only the team of this visit records what it saw.")
    hold(session, audit, "nothing is added to a visit that is over.")


def place_of(observation: Observation) -> str:
    return observation.site.name if observation.site else ""


def find(session: Session, audit: Audit, criterion: str, site_id: UUID | None) -> Observation | None:
    same = (
        Observation.audit_id == audit.id,
        Observation.criterion == criterion,
        Observation.site_id.is_not_distinct_from(site_id),
    )
    return session.scalars(select(Observation).where(*same)).one_or_none()


def begin(audit: Audit, criterion: str, site_id: UUID | None) -> Observation:
    return Observation(operator_id=audit.operator_id, audit_id=audit.id, site_id=site_id, criterion=criterion)


def keep(session: Session, observation: Observation, by: User) -> None:
    """Of two first looks at one criterion at the same moment, the second is `SomebodyElseSaw`."""
    observation.observed_at, observation.observed_by_id = clock.now(), by.id
    try:
        with session.begin_nested():
            session.add(observation)
    except IntegrityError:
        raise SomebodyElseSaw from None


def result_of(checks: Sequence[Checked]) -> Result | None:
    """Findings weigh most; what was not seen weighs nothing."""
    seen = {one.seen for one in checks}
    if Seen.FINDING in seen:
        return Result.PARTLY if Seen.IN_ORDER in seen else Result.NOT_MET
    return Result.MET if Seen.IN_ORDER in seen else None


def add_photo(session: Session, observation: Observation, stream: BinaryIO, filename: str, *, by: User) -> Document:
    """A picture of what was seen, for officers only."""
    audit = observation.audit
    under_way(session, audit, by)
    document = documents.receive(session, audit.application.operator, stream, filename, by=by, kind=PHOTO, is_internal=True)
    attach(session, observation, [document])
    return document
