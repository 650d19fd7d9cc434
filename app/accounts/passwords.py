"""Passwords: kept as Argon2id, refused where they are easily guessed."""

from __future__ import annotations

from functools import cache
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import Invalid
from app.core.one_form import TooLong, in_one_form

SHORTEST, LONGEST = 12, 200
AS_TYPED = 4 * LONGEST  # a letter may arrive in as many parts
DIFFERENT, TELLING = 5, 4
HASHER = PasswordHasher()


class WeakPassword(Invalid):
    """The new password is too easy to guess."""

    def __init__(self, why: str) -> None:
        super().__init__(why, "password")


def hashed(password: str, *, email: str) -> str:
    """The hash to keep, or `WeakPassword`."""
    written = long_enough(password)
    if len(set(written)) < DIFFERENT or is_in(email.partition("@")[0], written):
        raise WeakPassword("This password is too easy to guess: do not repeat characters, and leave out your e-mail address")
    return HASHER.hash(written)


def long_enough(password: str) -> str:
    """The one form of it, or `WeakPassword`."""
    if len(password) > AS_TYPED or not SHORTEST <= len(written := one_form(password)) <= LONGEST:
        raise WeakPassword(
            f"Choose a password of {SHORTEST} to {LONGEST} characters, like four words that do not belong together"
        )
    return written


def rehashed(password: str) -> str:
    """The same password under today's parameters; its rules were those of its day."""
    return HASHER.hash(one_form(password))


def fits(stored: str | None, password: str) -> bool:
    """Whether this is the password. Without a stored one the answer takes as long and is no."""
    try:
        HASHER.verify(stored or nobodys(), one_form(password))
    except (VerificationError, InvalidHashError, TooLong):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether it was hashed with weaker parameters than today's."""
    return HASHER.check_needs_rehash(stored)


def is_in(name: str, password: str) -> bool:
    return len(name) >= TELLING and name in password.lower()


def one_form(password: str) -> str:
    """The same letters, however a keyboard has composed them; or `TooLong`."""
    return in_one_form("NFKC", password, AS_TYPED)


@cache
def nobodys() -> str:
    return HASHER.hash(token_urlsafe(16))
