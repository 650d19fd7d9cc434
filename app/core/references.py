"""Numbers for people: no letter that looks like a digit."""

from __future__ import annotations

import secrets

from sqlalchemy import Sequence
from sqlalchemy.orm import Session

from app.core import clock
from app.core.database import Base

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})

LENGTH = 12

NUMBERS = Sequence("reference_number", metadata=Base.metadata)


def next_number(session: Session, prefix: str) -> str:
    """The next number of a file, as AEO-2026-000042. One sequence serves all prefixes: no two files share a number."""
    return f"{prefix}-{clock.today().year}-{session.scalar(NUMBERS):06}"


def check_code() -> str:
    """60 random bits in 12 characters of Crockford base32, unhyphenated."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(LENGTH))


def printed(code: str) -> str:
    """A check code as it is printed: 7Q4K-2M9D-XT3P."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def is_code(text: str) -> bool:
    """Whether a text, once read, can be a check code at all."""
    return len(text) == LENGTH and set(text) <= set(CROCKFORD)


def read(text: str) -> str:
    """A check code as typed by a person, brought back to its 12 characters; any other text gives what it gives."""
    return "".join(text.upper().split()).replace("-", "").translate(LOOK_ALIKES)
