"""Businesses with what belongs to them, in few queries."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.operators.models import Contact, Identifier, Operator, Site
from app.operators.policy import visible_to

if TYPE_CHECKING:
    from app.accounts.models import User


def whole(user: User, operator_id: UUID) -> Select[Operator]:
    """One business with its numbers, sites and contacts."""
    known = (selectinload(Operator.identifiers), selectinload(Operator.sites), selectinload(Operator.contacts))
    return visible_to(user).where(Operator.id == operator_id).options(*known)


def site(user: User, operator_id: UUID, site_id: UUID) -> Select[Site]:
    mine = visible_to(user).with_only_columns(Operator.id)
    return select(Site).where(Site.id == site_id, Site.operator_id == operator_id, Site.operator_id.in_(mine))


def contact(user: User, operator_id: UUID, contact_id: UUID) -> Select[Contact]:
    mine = visible_to(user).with_only_columns(Operator.id)
    return select(Contact).where(Contact.id == contact_id, Contact.operator_id == operator_id, Contact.operator_id.in_(mine))


def identifier(user: User, operator_id: UUID, identifier_id: UUID) -> Select[Identifier]:
    mine = visible_to(user).with_only_columns(Operator.id)
    return select(Identifier).where(
        Identifier.id == identifier_id, Identifier.operator_id == operator_id, Identifier.operator_id.in_(mine)
    )
