"""Words brought into one form, so that a search finds what was written otherwise: “Łódź” by lodz, “Straße” by strasse."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from app.core.one_form import in_one_form
from app.programme import identifiers

UNDECOMPOSED = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
WORD = re.compile(r"[^\W_]+")
LONGEST, SEARCHED = 24, 8
LONGEST_TEXT = 1_000  # of letters: no name has as many, and what comes after them finds nothing


def fold(text: str) -> str:
    """Without case, accents and compatibility forms."""
    if text.isascii():
        return text.lower()
    apart = in_one_form("NFKD", text.casefold()[:LONGEST_TEXT], LONGEST_TEXT)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold().translate(UNDECOMPOSED)


def words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def number(text: str) -> str:
    """A number as it is compared: its letters and digits, without what people put between them."""
    return "".join(filter(str.isalnum, identifiers.normalise(text[: identifiers.LONGEST]).casefold()))


def keys(field: str, folded: Iterable[str]) -> list[str]:
    """The words of a field, told apart from those of another; none for an empty one, which would be everything's beginning."""
    return [f"{field}:{word[:LONGEST]}" for word in folded if word]


def names(name: str) -> set[str]:
    """The words by which an operator is found, as long as an index bears them."""
    return {word[:LONGEST] for word in words(name)}


def narrowing(typed: Iterable[str]) -> list[str]:
    """Those of the words typed that a search has to look for: none that begins another, of very many the longest."""
    kept: list[str] = []
    for word in sorted(set(typed), key=lambda one: (-len(one), one)):
        if not any(longer.startswith(word) for longer in kept):
            kept.append(word)
    return kept[:SEARCHED]
