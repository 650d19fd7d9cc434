"""What happened, as lines of a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Line:
    """An event: whose it was, when, and where to read more; `note` stands beside the day."""

    who: str
    at: date
    text: str
    href: str = ""
    note: str = ""
    ahead: bool = False


def side(name: str | None, by_customs: bool) -> str:
    """Whose dot it is; the portal has none."""
    return "customs" if by_customs else "trader" if name else ""
