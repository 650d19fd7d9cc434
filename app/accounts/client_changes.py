"""How the access of a system changes while it goes on asking: its scopes, secrets, keys, certificates and tokens."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import clients, policy
from app.accounts.models import ApiClient, User
from app.accounts.words import ClientPart
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.history.kinds import Kind
from app.history.service import record

OVERLAP = timedelta(days=7)


class NoOtherProof(Invalid):
    """Without its secret and without a key a system could not sign in."""

    def __init__(self) -> None:
        super().__init__("Register a key of this system first: without it and without the secret it could not sign in.")


def rescope(session: Session, client: ApiClient, scopes: Collection[str], *, by: User | None) -> None:
    """What it may ask for from now on, also with tokens it has. `UnknownScope`."""
    clients.check(scopes)
    before, client.scopes = client.scopes, sorted(scopes)
    change(session, client, ClientPart.SCOPES, by=by, before=before, scopes=client.scopes)


def renew_secret(session: Session, client: ApiClient, secret: str, *, by: User | None, overlap: timedelta = OVERLAP) -> None:
    """Both secrets work while they overlap, so that the system changes over when it suits it."""
    ends = clock.now() + overlap if client.secret_hash else None
    client.old_secret_hash, client.old_secret_until = client.secret_hash, ends
    client.secret_hash = clients.hashed(secret)
    change(session, client, ClientPart.SECRET, by=by, old_until=ends.isoformat() if ends else None)


def end_old_secret(session: Session, client: ApiClient, *, by: User | None) -> None:
    """The system has changed over, or the old secret is known to others. `WrongState` where there is none."""
    if client.old_secret_hash is None:
        raise WrongState(f"{client.name} has one secret only.")
    client.old_secret_hash = client.old_secret_until = None
    change(session, client, ClientPart.OLD_SECRET, by=by)


def end_secrets(session: Session, client: ApiClient, *, by: User | None) -> None:
    """From now on it signs in by its key alone. `NoOtherProof` where it has none."""
    if not client.keys:
        raise NoOtherProof
    client.secret_hash = client.old_secret_hash = client.old_secret_until = None
    change(session, client, ClientPart.NO_SECRET, by=by)


def register_keys(session: Session, client: ApiClient, keys: list[dict[str, Any]], *, by: User | None) -> None:
    """These in place of those before. `NoOtherProof` where it would be left without any proof."""
    if not keys and client.secret_hash is None:
        raise NoOtherProof
    client.keys = keys
    change(session, client, ClientPart.KEYS, by=by, kids=[key["kid"] for key in keys])


def bind(session: Session, client: ApiClient, certificates: Collection[str], *, by: User | None) -> None:
    """From now on it asks with one of these certificates only; without any, as before they were asked for."""
    client.certificates = sorted(certificates)
    change(session, client, ClientPart.CERTIFICATES, by=by, certificates=client.certificates)


def end_tokens(session: Session, client: ApiClient, until: datetime, *, by: User | None) -> None:
    """No token issued until then is taken any more; those issued later are. The system itself asks for it without a person."""
    allow(by is None or policy.can_manage_systems(by))
    client.tokens_end_at = max(until, client.tokens_end_at or until)
    record(session, Kind.API_CLIENT_CHANGED, about=client, by=by, client_id=client.client_id, changed_part=ClientPart.TOKENS)


def change(session: Session, client: ApiClient, part: ClientPart, *, by: User | None, **facts: Any) -> None:
    """Check who and when, then write it down. `WrongState` for a system whose access has ended."""
    allow(by is None or policy.can_manage_systems(by))
    if client.disabled_at:
        raise WrongState(f"The access of {client.name} has ended.")
    record(session, Kind.API_CLIENT_CHANGED, about=client, by=by, client_id=client.client_id, changed_part=part.value, **facts)
