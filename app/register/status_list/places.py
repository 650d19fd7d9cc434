"""The place of an operator: drawn once, kept for good; its value follows each publication."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from secrets import randbelow
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.authorisations.states import Status
from app.config import settings
from app.core import ids
from app.core.bulk import among
from app.core.isolation import as_system
from app.register.particulars import Listed, Particulars
from app.register.standing import stand
from app.register.status_list.bits import TokenStatus
from app.register.status_list.models import StatusChange, StatusList, StatusPlace

SIZE = 131_072
FULL = SIZE * 3 // 4  # from then on places are drawn from the next list: a free one is always found at once


def address(number: int) -> str:
    """Where the list is, for ever: it names the list to whoever keeps a reference to it."""
    return f"{all_lists()}/{number}"


def all_lists() -> str:
    return f"{settings().base_url}/statuslists"


class Place(NamedTuple):
    """Where an operator stands, and with which value."""

    operator_id: UUID
    list_number: int
    idx: int
    value: int


COLUMNS = [getattr(StatusPlace, name) for name in Place._fields]


def places_of(session: Session, operator_ids: Collection[UUID]) -> dict[UUID, Place]:
    """Each operator's own; drawn with its first entry. The caller holds the operators' locks."""
    found = session.execute(select(*COLUMNS).where(among(StatusPlace.operator_id, operator_ids)))
    known = {one.operator_id: one for one in map(Place._make, found)}
    return {one: known.get(one) or draw(session, one) for one in operator_ids}


def draw(session: Session, operator_id: UUID) -> Place:
    """By lot: neighbours in a list say nothing of when they came."""
    with as_system(session):
        number, made = session.scalar(select(func.max(StatusList.number))), None
        while made is None:
            values = {"id": ids.fresh(), "operator_id": operator_id, "list_number": number, "idx": randbelow(SIZE), "value": 0}
            drawn = insert(StatusPlace).values(values).on_conflict_do_nothing(index_elements=["list_number", "idx"])
            made = session.execute(drawn.returning(*COLUMNS)).one_or_none()
        return Place._make(made)


def make_room(session: Session) -> None:
    """Begin the next list when the newest fills up: the worker, ahead, so that no publication waits for another that does it."""
    newest = session.scalars(select(func.max(StatusList.number))).one()
    taken = session.scalar(select(func.count()).where(StatusPlace.list_number == newest)) or 0
    if taken >= FULL:
        session.add(StatusList(number=newest + 1))
        session.flush()


def listed(place: Place) -> Listed:
    """As it stands in a status answer."""
    return Listed(uri=address(place.list_number), idx=place.idx)


def follow(session: Session, place: Place, particulars: Particulars, day: date) -> None:
    """The value of today; the list is written anew where it is another."""
    value = value_of(particulars, day)
    if place.value != value:
        session.execute(update(StatusPlace).where(StatusPlace.operator_id == place.operator_id).values(value=value))
        session.add(StatusChange(list_number=place.list_number))


def value_of(particulars: Particulars, day: date) -> TokenStatus:
    """Of all its authorisations, as `for=any`."""
    standing = stand(particulars.held, day)
    known = {Status.VALID: TokenStatus.VALID, Status.SUSPENDED: TokenStatus.SUSPENDED}
    return known.get(standing.status, TokenStatus.INVALID) if standing else TokenStatus.INVALID
