"""Putting new values in place, and saying what they replaced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.core.database import Base


def put(thing: Base, values: Mapping[str, object], *, hidden: frozenset[str] = frozenset()) -> dict[str, list[object]]:
    """Set what differs; field -> what it was and what it is. Of a hidden field only that it changed."""
    changed = {name: value for name, value in values.items() if getattr(thing, name) != value}
    told = {name: [] if name in hidden else [plain(getattr(thing, name)), plain(value)] for name, value in changed.items()}
    for name, value in changed.items():
        setattr(thing, name, value)
    return told


def plain(value: object) -> object:
    """As it can stand in the history."""
    return value.isoformat() if isinstance(value, date) else value
