"""Words the programme stores and people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A stored value and the label people read: `MARRIED = "married", "Married"`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of value and label, in the order of their definition, for a form field."""
        return [(word.value, word.label) for word in cls]
