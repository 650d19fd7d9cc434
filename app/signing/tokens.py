"""Access tokens, by the portal's keys."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.core import clock, tokens
from app.core.tokens import Bearer, UnknownKey
from app.signing import keyring, service
from app.signing.words import Use


def issue(session: Session, client_id: str, scopes: Iterable[str], certificate: str | None = None, after: int = 0) -> str:
    """A token of a second later than `after`; `certificate` binds it to one.

    The caller commits: the first of all makes the keys.
    """
    said = tokens.claims(client_id, scopes, clock.now(), certificate, after)
    return service.sign(session, Use.TOKEN, tokens.KIND, said)


def verify(session: Session, token: str) -> Bearer:
    """Whom it names, or `InvalidToken`. Nobody is asked, but for the keys, now and then."""
    ring = keyring.current(session)
    try:
        return tokens.verify(token, ring.verifiers(Use.TOKEN), clock.now())
    except UnknownKey as error:
        return tokens.verify(token, keyring.knowing(session, error.kid).verifiers(Use.TOKEN), clock.now())
