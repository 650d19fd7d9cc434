"""Words about a business."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.core.words import Word
from app.programme import identifiers


class Scheme(Word):
    """Registers in which a business has a number besides its TIN."""

    EORI = "eori", "EORI"
    LEI = "lei", "LEI"
    VAT = "vat", "VAT number"


CHECKED_BY: Mapping[Scheme, Callable[[str], str]] = {
    Scheme.EORI: identifiers.eori,
    Scheme.LEI: identifiers.lei,
    Scheme.VAT: identifiers.vat,
}


class ContactPurpose(Word):
    CUSTOMS = "customs", "Customs matters"
    SECURITY = "security", "Security"
    ROUND_THE_CLOCK = "round_the_clock", "Reachable at any hour"
    OTHER = "other", "Other"
