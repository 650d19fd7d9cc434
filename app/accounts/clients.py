"""Systems with access to the interfaces: what they may ask, and whether it is really them."""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import policy
from app.accounts.models import ApiClient, User
from app.core import clock
from app.core.errors import Invalid, NotAllowed, WrongState, allow
from app.core.words import Word
from app.history.kinds import Kind
from app.history.service import record

SHAPE, LONGEST = r"[a-z0-9]+(-[a-z0-9]+)*", 60
NOBODY = sha256(b"").hexdigest()


class Scope(Word):
    """What a system may ask for."""

    STATUS = "aeo.status", "The status of every operator"
    RISK = "aeo.risk", "The modifier with its reasons"
    OPERATOR = "aeo.operator", "Master data of operators"
    SEARCH = "aeo.search", "Finding operators by their names"
    POLICY = "aeo.policy", "The policies of the modifier"
    SIMULATE = "aeo.policy.simulate", "Trying a policy over every operator"
    OUTCOME = "aeo.outcome", "Telling what happened to declarations and examinations"
    WEBHOOK = "aeo.webhook", "Webhooks of its own"
    CHANGES = "aeo.changes", "What changes in the register"
    SNAPSHOT = "aeo.snapshot", "The whole register in files"
    NODE = "aeo.node", "All that a look-up node answers from"


class UnknownScope(Invalid):
    """There is no such right."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"There is no scope {scope}. The scopes are {', '.join(Scope)}", "scopes")


class NoName(Invalid):
    """By this name a system signs in and stands in the records: it is typed, read aloud and kept."""

    def __init__(self) -> None:
        super().__init__("Use small letters, digits and hyphens, at most 60, like risk-engine-2", "client_id")


class NameTaken(Invalid):
    def __init__(self, client_id: str) -> None:
        super().__init__(f"There is a system {client_id} already: choose another name", "client_id")


class WrongSecret(NotAllowed):
    """The answer to a wrong name, a wrong secret and an access that has ended alike."""

    def __init__(self) -> None:
        super().__init__("Unknown client, or the secret is not right.")


def secret() -> str:
    """A new secret: 256 random bits, so that a plain hash of it is enough. It is shown once."""
    return token_urlsafe(32)


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def create(session: Session, client_id: str, name: str, scopes: Collection[str], secret: str, *, by: User | None) -> ApiClient:
    """Give a system access. `by` is None at the command line: whoever has it owns the machine."""
    allow(by is None or policy.can_manage_systems(by))
    check(scopes)
    if not re.fullmatch(SHAPE, client_id) or len(client_id) > LONGEST:
        raise NoName
    if find(session, client_id):
        raise NameTaken(client_id)
    client = ApiClient(client_id=client_id, name=name, secret_hash=hashed(secret), scopes=sorted(scopes))
    session.add(client)
    session.flush()
    record(session, Kind.API_CLIENT_CREATED, about=client, by=by, client_id=client_id, scopes=client.scopes)
    return client


def check(scopes: Collection[str]) -> None:
    """`UnknownScope` for one that there is not."""
    for scope in scopes:
        if scope not in set(Scope):
            raise UnknownScope(scope)


def disable(session: Session, client: ApiClient, *, by: User | None) -> None:
    """From now on neither its secret nor a token it still has is taken."""
    allow(by is None or policy.can_manage_systems(by))
    if client.disabled_at:
        raise WrongState(f"The access of {client.name} has ended already.")
    client.disabled_at = clock.now()
    record(session, Kind.API_CLIENT_DISABLED, about=client, by=by, client_id=client.client_id)


def find(session: Session, client_id: str) -> ApiClient | None:
    return session.scalars(select(ApiClient).where(ApiClient.client_id == client_id)).one_or_none()


def active(session: Session, client_id: str) -> ApiClient | None:
    """The system of this name, while it has access."""
    client = find(session, client_id)
    return client if client and client.disabled_at is None else None


def authenticate(session: Session, client_id: str, secret: str) -> ApiClient:
    """The system that knows this secret, or `WrongSecret`."""
    client = active(session, client_id)
    known = client.secret_hashes if client else []
    fits = [compare_digest(one, hashed(secret)) for one in known or [NOBODY]]
    if client is None or not (known and any(fits)):
        raise WrongSecret
    return client
