"""How often one may try. Each count is committed at once: a refusal must not undo it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

from flask import request

from app.accounts.models import User
from app.core import limits
from app.extensions import transaction

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


def count_sign_in(email: str) -> None:
    """By address, and by account *and* neighbourhood: nobody can lock a person out from elsewhere."""
    count(f"sign-in:{address()}", 100, QUARTER)
    count(account_key(email), 10, QUARTER)


def forgive_sign_in(email: str) -> None:
    """The right password starts the count of this account anew."""
    with transaction() as session:
        limits.forget(session, account_key(email))


def count_factor(user: User) -> None:
    """Whoever gets here has the password: a guess at six digits must not be tried a thousand times, however patiently.

    A new password starts the count of the day anew: nobody who had the old one keeps the person out.
    """
    count(f"factor:{user.id}", 10, QUARTER)
    count(f"factor:{user.id}:{user.session_epoch}", 60, DAY)


def count_reset(email: str) -> None:
    count(f"reset:{address()}", 20, HOUR)
    count(f"reset:{digest(email)}", 5, HOUR)


def count_registration(user: User | None) -> None:
    """By address, and by person: nobody collects the numbers of others by the dozen."""
    count(f"register:{address()}", 30, HOUR)
    if user:
        count(f"register:{user.id}", 10, DAY)


def count_confirmation(user: User) -> None:
    count(f"confirm:{user.id}", 5, HOUR)


def count(key: str, limit: int, window: timedelta) -> None:
    with transaction() as session:
        limits.count(session, key, limit=limit, window=window)


def account_key(email: str) -> str:
    return f"sign-in:{digest(email)}:{neighbourhood()}"


def digest(email: str) -> str:
    """A counter needs no e-mail address to count."""
    return sha256(email.strip().lower().encode()).hexdigest()[:32]


def address() -> str:
    return request.remote_addr or "unknown"


def neighbourhood() -> str:
    """The /24 of an IPv4 address, the /56 of an IPv6 one."""
    try:
        version = ip_address(address()).version
    except ValueError:
        return "unknown"
    return str(ip_network(f"{address()}/{24 if version == 4 else 56}", strict=False))
