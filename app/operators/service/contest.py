"""Two want to register one business: whoever has confirmed an e-mail address stays, and is told of the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy import Select, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from app.core import clock
from app.core.isolation import as_system
from app.history.kinds import Kind
from app.history.models import Event
from app.history.service import record
from app.operators.models import Identifier, Operator
from app.operators.service.identifiers import in_one_form
from app.operators.service.release import UNCONFIRMED, is_unconfirmed, release
from app.operators.words import Scheme
from app.programme import identifiers

AGAIN_AFTER = timedelta(days=1)
Number = tuple[Scheme, str]


def make_way(session: Session, tin: str, numbers: Iterable[Number]) -> None:
    """A registration that nobody has confirmed reserves nothing: it gives way to the next."""
    with as_system(session):
        for operator in session.scalars(holders(tin, numbers).where(is_unconfirmed())).all():
            release(session, operator, by=None, reason=UNCONFIRMED)


def contest(session: Session, tin: str, numbers: Mapping[Scheme, str]) -> None:
    """Those who run the registration in the way are told that somebody else asked, once a day; by whom is not said."""
    lately = exists().where(
        Event.about_id == Operator.id, Event.kind == Kind.REGISTRATION_CONTESTED, Event.at > clock.now() - AGAIN_AFTER
    )
    with as_system(session):
        for operator in session.scalars(holders(identifiers.tin(tin), in_one_form(numbers)).where(~lately)).all():
            record(session, Kind.REGISTRATION_CONTESTED, about=operator, by=None)


def holders(tin: str, numbers: Iterable[Number]) -> Select[Operator]:
    """Whose numbers these are today."""
    own = tuple_(Identifier.scheme, Identifier.value).in_(list(numbers))
    of_number = Operator.id.in_(select(Identifier.operator_id).where(own, Identifier.valid_to.is_(None)))
    return select(Operator).where(Operator.released_at.is_(None), or_(Operator.tin == tin, of_number)).order_by(Operator.id)
