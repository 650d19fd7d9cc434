"""Businesses with all they were ever authorised for: what their modifier and their entry in the register begin from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.authorisations import queries
from app.authorisations.models import Authorisation
from app.core.bulk import among
from app.operators.models import Operator


class Holder(NamedTuple):
    """The authorisations stand with the newest of each type first."""

    operator: Operator
    authorisations: Sequence[Authorisation]


def holders(session: Session, operator_ids: Collection[UUID]) -> dict[UUID, Holder]:
    """In the order of their ids; who was never authorised is not among them."""
    held = queries.of_operators(session, operator_ids)
    found = select(Operator).where(among(Operator.id, held)).options(selectinload(Operator.sites))
    return {one.id: Holder(one, held[one.id]) for one in session.scalars(found.order_by(Operator.id))}
