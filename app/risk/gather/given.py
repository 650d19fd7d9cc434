"""What was granted, when customs was there, and when the status was broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.authorisations.holders import Holder
from app.authorisations.models import Authorisation
from app.core.bulk import among
from app.history.models import Event
from app.risk.gather.stated import Said
from app.risk.held import SUSPENSIONS


class Given(NamedTuple):
    """An authorisation, and the business as it was described when it was applied for."""

    authorisation: Authorisation
    profile: dict[str, Any] | None


def given(session: Session, holders: Iterable[Holder]) -> Mapping[UUID, Sequence[Given]]:
    """By operator, the newest of each type first."""
    held = [holder.authorisations for holder in holders]
    described = profiles(session, {one.application_id for line in held for one in line if one.application_id})
    return {line[0].operator_id: [Given(one, described.get(one.application_id)) for one in line] for line in held if line}


def profiles(session: Session, applications: Collection[UUID]) -> Mapping[UUID | None, dict[str, Any] | None]:
    query = select(Application.id, Application.profile).where(among(Application.id, applications))
    return dict(session.execute(query).all()) if applications else {}


def suspensions(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Sequence[Event]]:
    """When suspensions began and ended, by operator, the oldest first."""
    query = select(Event).where(among(Event.operator_id, ids), Event.kind.in_(SUSPENSIONS)).order_by(Event.position)
    found: dict[UUID, list[Event]] = defaultdict(list)
    for event in session.scalars(query):
        if event.operator_id:
            found[event.operator_id].append(event)
    return found


def validated_on(visits: Sequence[Said], line: Sequence[Given]) -> date | None:
    """The last visit that was reported, or that a grant rested on. A grant on paper alone validates nothing on site."""
    reported = [date.fromisoformat(one.told["on"]) for one in visits]
    granted = [one.authorisation.validated_on for one in line if one.authorisation.validated_on]
    return max([*reported, *granted], default=None)
