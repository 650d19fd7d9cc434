"""Letters by mail. They say that something is waiting and where; what it is stands behind the sign-in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import fill

from app.alerts.kinds import VARIABLES, Kind
from app.core import rendering
from app.core.names import without_links

COLUMNS = 72
NAMES = frozenset({"operator_name", "recipient_name", "invited_by"})


class Incomplete(ValueError):
    """A letter was to be written without knowing all it says."""

    def __init__(self, kind: Kind, missing: frozenset[str]) -> None:
        super().__init__(f"The letter {kind.value} needs: {', '.join(sorted(missing))}")


@dataclass(frozen=True)
class RenderedLetter:
    """A letter in words, for people who read mail as text and for those who do not."""

    subject: str
    text: str
    html: str


def render(kind: Kind, context: Mapping[str, object]) -> RenderedLetter:
    """Write the letter. It sees its own variables and no others; a day that is not known is None."""
    missing = VARIABLES[kind] - context.keys()
    if missing:
        raise Incomplete(kind, missing)
    known = {name: said(name, context[name]) for name in VARIABLES[kind]}
    subject = " ".join(part(kind, "subject.txt", known).split())  # one line, whatever a name contains
    html = part(kind, "body.html", {**known, "subject": subject})
    return RenderedLetter(subject, typeset(part(kind, "body.txt", known)), html)


def said(variable: str, value: object) -> object:
    """Names are what strangers chose: none of them becomes a link."""
    return without_links(str(value)) if variable in NAMES else value


def part(kind: Kind, name: str, context: Mapping[str, object]) -> str:
    return rendering.render(f"letters/{kind.value}/{name}", context)


def typeset(text: str) -> str:
    """Short lines, since many mail programs break none; an address stays whole, and no two lines are empty."""
    lines = (fill(line, COLUMNS, break_long_words=False, break_on_hyphens=False) for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"
