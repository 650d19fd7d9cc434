"""Identifiers of businesses and places: bring them into one form, then check them."""

from __future__ import annotations

import re

import pycountry
from stdnum import lei as stdnum_lei
from stdnum.exceptions import ValidationError

from app.core.errors import Invalid
from app.core.one_form import in_one_form

USER_ASSIGNED = frozenset({"EU", "XI", "XK", "ZZ"})

LONGEST = 64  # as typed: longer than all of them, with whatever people put between

BETWEEN = re.compile(r"[\s\-‐‑–—./]")
TIN = re.compile(r"[A-Z]{2}[A-Z0-9]{1,15}")
LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
LOCODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")
VAT = re.compile(r"[A-Z]{2}[A-Z0-9+*]{2,13}")
EORI = re.compile(r"[A-Z]{2}[A-Z0-9]{1,15}")
EORI_OF = {
    "GB": re.compile(r"GB(\d{12}|\d{15})"),
    "XI": re.compile(r"XI(\d{12}|\d{15})"),
    "DE": re.compile(r"DE\d{7,15}"),
    "FR": re.compile(r"FR(\d{9}|\d{14})"),
    "NL": re.compile(r"NL[A-Z0-9]{9,12}"),
    "PL": re.compile(r"PL[A-Z0-9]{15}"),
    "IT": re.compile(r"IT[A-Z0-9]{11,16}"),
    "ES": re.compile(r"ES[A-Z0-9]{9}"),
}


def normalise(value: str) -> str:
    """One form of writing: upper case, compatibility characters folded, no spaces, hyphens, dots and slashes; or `TooLong`."""
    return BETWEEN.sub("", in_one_form("NFKC", value, LONGEST).upper())


def is_country(code: str) -> bool:
    """An ISO 3166-1 alpha-2 code, or one of the user-assigned codes the programme knows."""
    return code in USER_ASSIGNED or pycountry.countries.get(alpha_2=code) is not None


def tin(value: str) -> str:
    """Two letters of the country and 1 to 15 letters or digits, or `Invalid`."""
    number = normalise(value)
    if not TIN.fullmatch(number) or not is_country(number[:2]):
        raise Invalid("Enter the trader number: two letters of the country and up to 15 characters, like ZZ1000000001", "tin")
    return number


def eori(value: str) -> str:
    """Two letters of the country and the shape its national part has there, or `Invalid`."""
    number = normalise(value)
    shape = EORI_OF.get(number[:2], EORI)
    if not shape.fullmatch(number) or not is_country(number[:2]):
        raise Invalid("Enter the EORI number as its register has it: the country and the national number", "eori")
    return number


def lei(value: str) -> str:
    """20 characters with two check digits by ISO 7064 MOD 97-10, or `Invalid`."""
    number = normalise(value)
    if not LEI.fullmatch(number):
        raise Invalid("An LEI has 20 characters: 18 letters or digits and two check digits", "lei")
    try:
        return str(stdnum_lei.validate(number))
    except ValidationError:
        raise Invalid("This LEI has a typing mistake: its check digits do not fit", "lei") from None


def vat(value: str) -> str:
    """Two letters of the country and 2 to 13 characters, or `Invalid`."""
    number = normalise(value)
    if not VAT.fullmatch(number):
        raise Invalid("Enter the VAT number with the two letters of its country, like ZZ123456789", "vat")
    return number


def locode(value: str) -> str:
    """UN/LOCODE: country and three letters or digits 2 to 9, or `Invalid`."""
    code = normalise(value)
    if not LOCODE.fullmatch(code) or not is_country(code[:2]):
        raise Invalid("Enter the UN/LOCODE of the place: two letters of the country and three of the place, like NLRTM", "locode")
    return code


def country(value: str) -> str:
    """An ISO 3166-1 alpha-2 code in upper case, or `Invalid`."""
    code = normalise(value)
    if not is_country(code):
        raise Invalid("Choose a country from the list", "country")
    return code


def countries() -> list[tuple[str, str]]:
    """Pairs of code and name; of the user-assigned codes only the one that all know."""
    return [*((one.alpha_2, getattr(one, "common_name", one.name)) for one in pycountry.countries), ("XK", "Kosovo")]
