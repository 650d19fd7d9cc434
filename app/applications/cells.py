"""One value as typed by a person or sent by a system, made into what is stored, and back into what is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from app.core.errors import Invalid
from app.core.one_form import TooLong, in_one_form
from app.criteria.catalogue import AnswerSpec, Column, Option
from app.criteria.words import ColumnKind
from app.programme import countries

YES_NO = {"yes": "Yes", "no": "No"}
LONGEST_TEXT, LONGEST_CELL, LONGEST_NUMBER, MOST_DIGITS = 10_000, 1_000, 100, 15
TYPED = frozenset({ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.DATE, ColumnKind.COUNTRY})
FIRST_YEAR, LAST_YEAR = 1800, 2200
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

NUMBER = re.compile(r"-?\d+(\.\d+)?")
GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d{1,3}(\.\d{3})+,\d+|-?\d{1,3}(\.\d{3}){2,}")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})\W+(\d{1,2}|[a-z]{3,9})\W+(\d{4})")


@dataclass(frozen=True)
class Lists:
    """What an answer needs beside the edition: the operator's sites, the countries, lists and currency of the programme."""

    sites: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=countries.names)
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    currency: str = ""


NO_LISTS = Lists()


def is_blank(raw: object) -> bool:
    """Nothing was typed or chosen."""
    if isinstance(raw, str):
        return not raw.strip()
    return (
        raw is None or raw is False or (isinstance(raw, (list, tuple, Mapping)) and all(is_blank(part) for part in _parts(raw)))
    )


def read_text(raw: object, longest: int = LONGEST_TEXT) -> str | None:
    """Text without blanks at its ends, and without characters that no keyboard makes and no database keeps."""
    if is_blank(raw):
        return None
    if isinstance(raw, (list, tuple, Mapping)):
        raise Invalid("Write an answer in words")
    lines = str(raw).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()
    if len(text) > longest:
        raise Invalid(f"Shorten this to {longest:,} characters; it has {len(text):,}")
    return text or None


def read_number(raw: object, least: float | None = None, most: float | None = None) -> int | float | None:
    """A number written with or without thousands separators, with a point or a comma before the decimals."""
    if is_blank(raw):
        return None
    plain = _ungrouped(_without_gaps(str(raw)))
    if not NUMBER.fullmatch(plain) or sum(sign.isdigit() for sign in plain) > MOST_DIGITS:
        raise Invalid("Write a number, like 1250 or 3.5")
    number = float(plain)
    if (least is not None and number < least) or (most is not None and number > most):
        raise Invalid(f"Write a number {_range(least, most)}")
    return int(number) if number.is_integer() else number


def read_date(raw: object) -> str | None:
    """A day in ISO form; typed as 27 3 2026, 27/3/2026, 27 March 2026 or 2026-03-27, or as three parts."""
    if is_blank(raw):
        return None
    parts = _parts(raw) if isinstance(raw, (list, tuple, Mapping)) else [raw]
    typed = " ".join(str(part).strip() for part in parts).strip().lower()
    if match := ISO_DATE.fullmatch(typed):
        year, month, day = match.groups()
    elif match := DAY_FIRST.fullmatch(typed):
        day, month, year = match.groups()
    else:
        raise Invalid("Write a date, like 27 3 2026")
    if not month.isdigit() and month[:3] in MONTHS:
        month = str(MONTHS.index(month[:3]) + 1)
    try:
        when = date(int(year), int(month), int(day))
    except ValueError:
        raise Invalid("Write a real date, like 27 3 2026") from None
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise Invalid("Write a real date, with the year in four digits")
    return when.isoformat()


def read_code(raw: object, allowed: Container[str], refusal: str = "Choose one from the list") -> str | None:
    if is_blank(raw):
        return None
    if not isinstance(raw, str) or raw not in allowed:
        raise Invalid(refusal)
    return raw


def read_country(raw: object, names: Mapping[str, str]) -> str | None:
    """A country by its two letters or by its name, in capitals or not."""
    if is_blank(raw):
        return None
    written = " ".join(str(raw).split()).casefold()
    found = next((code for code, name in names.items() if written in (code.casefold(), name.casefold())), None)
    if found is None:
        raise Invalid("Write a country by its name or its two letters")
    return found


def read_yes_no(raw: object) -> str | None:
    return ("yes" if raw else "no") if isinstance(raw, bool) else read_code(raw, YES_NO, "Choose yes or no")


def read_tick(raw: object) -> bool | None:
    return True if raw and not is_blank(raw) else None


def read_cell(column: Column, raw: object, lists: Lists) -> str | int | float | None:
    """What stands in a cell of a table, or `Invalid` with what to do about it."""
    cell = _cell(column, raw, lists)
    if cell is None and column.required:
        raise Invalid("Fill this in" if column.kind in TYPED else "Choose one")
    return cell


def choices(column: Column, lists: Lists) -> Mapping[str, str]:
    """Code and label of what a cell may hold; empty where anything may be typed."""
    if column.kind is ColumnKind.YES_NO:
        return YES_NO
    if column.kind is ColumnKind.COUNTRY:
        return lists.countries
    return lists.sites if column.kind is ColumnKind.SITE else labels(column.options)


def labels(options: Iterable[Option]) -> dict[str, str]:
    return {option.code: option.label for option in options}


def typed_cell(column: Column, value: object, lists: Lists) -> str:
    """A stored cell as a person would type it."""
    if column.kind is ColumnKind.DATE:
        return typed_date(str(value))
    return lists.countries.get(str(value), str(value)) if column.kind is ColumnKind.COUNTRY else str(value)


def typed_date(value: str) -> str:
    """A stored day as a person would type it: 27 3 2026."""
    when = date.fromisoformat(value)
    return f"{when.day} {when.month} {when.year}"


def shown_cell(column: Column, value: object, lists: Lists, locale: str) -> str:
    """A cell for reading; empty where nothing was given."""
    if value is None:
        return ""
    if column.kind is ColumnKind.DATE:
        return shown_date(str(value), locale)
    if column.kind is ColumnKind.NUMBER:
        return f"{shown_number(value, locale)} {unit(column, lists)}".strip()
    return choices(column, lists).get(str(value), str(value))


def unit(asked: Column | AnswerSpec, lists: Lists) -> str:
    """What a number counts; empty where it only counts."""
    return (asked.unit or "").replace("{currency}", lists.currency)


def shown_date(value: str, locale: str) -> str:
    return format_date(date.fromisoformat(value), "long", locale=locale)


def shown_number(value: object, locale: str) -> str:
    """Grouped from five digits on, so that a year stays a year."""
    number = value if isinstance(value, (int, float)) else 0
    return format_decimal(number, format="#,##0.######" if abs(number) >= 10_000 else "0.######", locale=locale)


def _cell(column: Column, raw: object, lists: Lists) -> str | int | float | None:
    if column.kind is ColumnKind.TEXT:
        text = read_text(raw, LONGEST_CELL)
        return " ".join(text.split()) if text else None
    if column.kind is ColumnKind.YES_NO:
        return read_yes_no(raw)
    if column.kind is ColumnKind.NUMBER:
        return read_number(raw)
    if column.kind is ColumnKind.COUNTRY:
        return read_country(raw, lists.countries)
    return read_date(raw) if column.kind is ColumnKind.DATE else read_code(raw, choices(column, lists))


def _parts(raw: list[object] | tuple[object, ...] | Mapping[str, object]) -> Iterable[object]:
    """Day, month, year of three fields; or whatever a list or a row holds, without the name of the row."""
    if not isinstance(raw, Mapping):
        return raw
    return [raw.get(part, "") for part in ("day", "month", "year")] if "day" in raw else [v for k, v in raw.items() if k != "row"]


def _without_gaps(typed: str) -> str:
    """Nothing, where it is too long for a number."""
    try:
        return re.sub(r"[\s'’]", "", in_one_form("NFKC", typed.strip(), LONGEST_NUMBER)).replace("−", "-")
    except TooLong:
        return ""


def _ungrouped(written: str) -> str:
    """Digits with at most one point: 1,250.5 and 1.250,5 and 3,5 all become plain."""
    if GROUPED.fullmatch(written):
        last = max(written.rfind(","), written.rfind("."))
        both = "," in written and "." in written
        whole, decimals = (written[:last], written[last + 1 :]) if both else (written, "")
        whole = whole.replace(",", "").replace(".", "")
        return f"{whole}.{decimals}" if decimals else whole
    return written.replace(",", ".") if written.count(",") == 1 and "." not in written else written


def _range(least: float | None, most: float | None) -> str:
    if least is not None and most is not None:
        return f"from {least:g} to {most:g}"
    return f"of at least {least:g}" if least is not None else f"of at most {most:g}"
