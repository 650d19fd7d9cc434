"""What may happen to a declaration, and why."""

from __future__ import annotations

from app.core.words import Word


class Selection(Word):
    """Why a declaration was controlled. Only what was drawn without looking at the trader says how it works."""

    NONE = "none", "Not controlled"
    RANDOM = "random", "Drawn by chance"
    AUDIT = "audit", "Routine audit"
    TARGETED = "targeted", "Chosen for its risk"
    OTHER_PARTY = "other_party", "For another party in the chain"
    OTHER_AGENCY = "other_agency", "By another agency"


SAMPLES = frozenset({Selection.RANDOM, Selection.AUDIT})


class Examination(Word):
    """The most that was looked at."""

    NONE = "none", "Nothing"
    DOCUMENTS = "documents", "Documents"
    SCAN = "scan", "Scan"
    PHYSICAL = "physical", "Goods"


class Found(Word):
    """What a control found."""

    CLEAN = "clean", "Nothing wrong"
    MINOR = "minor", "A small mistake"
    MATERIAL_ERROR = "material_error", "A material error"
    OFFENCE = "offence", "An offence"


ERRORS = frozenset({Found.MATERIAL_ERROR, Found.OFFENCE})


class Size(Word):
    """How many people work there: traders are compared with their like."""

    MICRO = "micro", "Up to 9 people"
    SMALL = "small", "10 to 49 people"
    MEDIUM = "medium", "50 to 249 people"
    LARGE = "large", "250 people or more"
    UNKNOWN = "unknown", "Size not known"

    @classmethod
    def of(cls, people: int | None) -> Size:
        if people is None:
            return cls.UNKNOWN
        return next((size for below, size in LIMITS if people < below), cls.LARGE)


LIMITS = ((10, Size.MICRO), (50, Size.SMALL), (250, Size.MEDIUM))


class Result(Word):
    """What became of one outcome that was reported."""

    STORED = "stored", "Stored"
    CORRECTED = "corrected", "Corrected"
    KNOWN = "known", "Known already"
    SUPERSEDED = "superseded", "Older than what is known"
    CONFLICT = "conflict", "Says something else under the same version"
    ERROR = "error", "Not understood"


TAKEN = frozenset({Result.STORED, Result.CORRECTED})
