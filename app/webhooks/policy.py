"""Who may do what with webhooks. A system does what it likes with its own: the door finds it none of another's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Text, and_, case, false, literal, select, true

from app.accounts.clients import Scope
from app.accounts.models import ApiClient, User
from app.accounts.words import OfficerRole
from app.webhooks.models import Subscription
from app.webhooks.types import NEEDS, TEST


def can_manage(user: User) -> bool:
    """Whoever runs the programme or its systems."""
    return user.holds(OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR)


def of_client(client: ApiClient) -> Select[Subscription]:
    """The webhooks of one system."""
    return select(Subscription).where(Subscription.client_id == client.id)


def visible_to(user: User) -> Select[Subscription]:
    """Officers see all of them, nobody else any."""
    return select(Subscription).where(true() if user.is_officer else false())


def found(client: ApiClient, subscription_id: UUID) -> Select[Subscription]:
    return of_client(client).where(Subscription.id == subscription_id)


def may_be_told(kind: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether a system has webhooks today, and reads today what messages of this type are about. A test is about nothing."""
    scope = case(NEEDS | {TEST: Scope.WEBHOOK}, value=kind)
    has_webhooks = ApiClient.scopes.has_key(literal(Scope.WEBHOOK, Text))
    return and_(ApiClient.disabled_at.is_(None), has_webhooks, ApiClient.scopes.has_key(scope))
