"""Words about a business."""

from __future__ import annotations

from app.core.words import Word


class Scheme(Word):
    """Registers in which a business has a number besides its TIN."""

    EORI = "eori", "EORI"
    LEI = "lei", "LEI"
    VAT = "vat", "VAT number"


class ContactPurpose(Word):
    CUSTOMS = "customs", "Customs matters"
    SECURITY = "security", "Security"
    ROUND_THE_CLOCK = "round_the_clock", "Reachable at any hour"
    OTHER = "other", "Other"
