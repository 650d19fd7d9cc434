"""A system asks to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from app.accounts.clients import Scope
from app.accounts.models import ApiClient
from app.config import settings
from app.core import limits
from app.core.errors import Invalid, NotAllowed
from app.core.sealing import seal
from app.core.windows import DAY
from app.history.kinds import Kind
from app.history.service import record
from app.webhooks import queries, targets
from app.webhooks.holding import require_free, to_same_server
from app.webhooks.models import PURPOSE, Subscription
from app.webhooks.resolving import Lookup
from app.webhooks.signature import new_secret
from app.webhooks.targets import addresses_of
from app.webhooks.types import NEEDS
from app.webhooks.words import Held

AT_MOST, A_DAY = 20, 60


class UnknownType(Invalid):
    def __init__(self) -> None:
        super().__init__(f"The types are {', '.join(NEEDS)}", "types")


class TooManyWebhooks(Invalid):
    def __init__(self) -> None:
        super().__init__(f"A system has at most {AT_MOST} webhooks", "url")


class NotCovered(NotAllowed):
    """Whoever may not read it is not told of it."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(f"To be told of this the system needs the scope {scope}.")
        self.scope = scope


def subscribe(
    session: Session, client: ApiClient, *, url: str, types: Collection[str], lookup: Lookup = addresses_of
) -> tuple[Subscription, str]:
    """Tell this system of these changes from now on; and the secret that it checks the signatures with, shown once.

    `UnknownType`, `NotCovered` by its scopes, `TooManyWebhooks`, `BadTarget` where the address leads within our walls,
    `StoppedByCustoms` where customs stopped all of its webhooks, or those to this server, or `TooMany` within a day: removed
    ones count too.
    """
    if not types or not set(types) <= set(NEEDS):
        raise UnknownType
    if missing := {NEEDS[one] for one in types}.difference(client.scopes):
        raise NotCovered(min(missing))
    there = queries.locked(session, client)
    if len(there) >= AT_MOST:
        raise TooManyWebhooks
    loopback = settings().mode != "production"
    target = targets.read(url, loopback=loopback)
    addresses = [targets.canonical(one) for one in targets.require_open(lookup(target.host, target.port), loopback=loopback)]
    require_unstopped(there, {target.host, *addresses})
    limits.count(session, f"webhooks set up:{client.client_id}", limit=A_DAY, window=DAY)
    secret = new_secret()
    made = Subscription(client_id=client.id, url=target.url, addresses=addresses, types=sorted(set(types)))
    made.secret = seal(PURPOSE, secret.encode())
    session.add(made)
    session.flush()
    record(session, Kind.WEBHOOK_CREATED, about=made, by=None, client_id=client.client_id, url=made.shown_url)
    return made, secret


def require_unstopped(there: Sequence[Subscription], servers: Collection[str]) -> None:
    """`StoppedByCustoms`, by whatever name the server is called."""
    for one in there:
        if one.held is Held.SYSTEM:
            require_free(one)
    for one in to_same_server(there, servers):
        require_free(one)
