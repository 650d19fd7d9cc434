"""Signs as Unicode brings them into one form: the one place that asks for it.

Its time grows with the square of the marks in a row, and no other thread runs meanwhile. So nothing is brought into one form
before its length is known.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from app.core.errors import Invalid

Form = Literal["NFC", "NFKC", "NFKD"]


class TooLong(Invalid):
    """More than what is asked for ever has."""

    def __init__(self, at_most: int) -> None:
        super().__init__(f"Write at most {at_most:,} characters")


def in_one_form(form: Form, text: str, at_most: int) -> str:
    """`TooLong` for more than so many signs."""
    if len(text) > at_most:
        raise TooLong(at_most)
    return unicodedata.normalize(form, text)
