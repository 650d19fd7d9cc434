"""Other numbers of operators. One may pass from business to business: each holder has its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Self

import orjson


class Holder(NamedTuple):
    """Whose number it is, from this day and until that one; 0 while it goes on."""

    tin: str
    begins: int
    ends: int

    @classmethod
    def of(cls, tin: str, alias: Mapping[str, Any]) -> Self:
        return cls(tin, ordinal(alias["valid_from"]), ordinal(alias["valid_to"]))

    def has_it_on(self, day: date) -> bool:
        return self.begins <= day.toordinal() and (not self.ends or day.toordinal() < self.ends)


@lru_cache(maxsize=8192)
def ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def key(scheme: str, value: str) -> bytes:
    return f"{scheme} {value}".encode()


def read(stored: bytes | None) -> list[Holder]:
    return [Holder(*one) for one in orjson.loads(stored)] if stored else []


def write(holders: Sequence[Holder]) -> bytes:
    return orjson.dumps([tuple(one) for one in holders])


def of(tin: str, told: Iterable[Mapping[str, Any]]) -> dict[bytes, list[Holder]]:
    """Those of one operator, by key; it may have had the same number twice."""
    found: dict[bytes, list[Holder]] = {}
    for alias in told:
        found.setdefault(key(alias["scheme"], alias["value"]), []).append(Holder.of(tin, alias))
    return found
