"""Countries by name; the programme's own as its rules call it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from app.programme import identifiers
from app.programme.rules import rules


def names() -> Mapping[str, str]:
    """Code -> name, by name."""
    return of_programme(rules().country, rules().country_name)


def name(code: str) -> str:
    return names().get(code, code)


@cache
def of_programme(own: str, own_name: str) -> Mapping[str, str]:
    known = dict(identifiers.countries()) | {own: own_name}
    return dict(sorted(known.items(), key=lambda pair: pair[1]))
