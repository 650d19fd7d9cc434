"""What a line of type has to know: its direction, its even breaks, its dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from math import ceil

from babel.dates import format_date

LOCALES = {"en": "en_GB"}
WIDTH = 0.39  # an average letter of the roman, in parts of its size
SLACK = 2.5  # letters by which one line may be longer than the other
UNBROKEN = "\u00a0"


def even(text: str, size: float, wide: float, side: str = "both") -> str:
    """Padding that breaks a text into lines of about equal length, since WeasyPrint has no `text-wrap: balance`."""
    length = len(text) * size * WIDTH
    lines = ceil(length / wide)
    spare = max(0.0, wide - length / lines - size * SLACK) if lines > 1 else 0.0
    return f"padding:0 {spare / 2:.0f}pt" if side == "both" else f"padding-{side}:{spare:.0f}pt"


def direction(text: str) -> str:
    """The way a text is read, told by its first letter that has one."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def day(moment: date | str, language: str = "en") -> str:
    """A date written out, unbroken: 6 March 2026. A string is a date as JSON keeps it."""
    when = date.fromisoformat(moment[:10]) if isinstance(moment, str) else moment
    written = format_date(when, "d MMMM y", locale=LOCALES.get(language, language))
    if language == "fr" and when.day == 1:
        written = written.replace("1", "1er", 1)
    return written.replace(" ", UNBROKEN)


def days(first: date, last: date) -> str:
    """A stretch of days with nothing said twice: 12 to 16 October 2026."""
    if first == last:
        return day(last)
    same_month = (first.year, first.month) == (last.year, last.month)
    start = str(first.day) if same_month else day(first).removesuffix(f"{UNBROKEN}{last.year}")
    return f"{start} to {day(last)}"


def paragraphs(text: str) -> list[str]:
    """What a person wrote, parted where a line was left empty."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
