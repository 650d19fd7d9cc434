"""Words of the assessment."""

from __future__ import annotations

from app.core.words import Word


class Result(Word):
    """What an officer found about one criterion."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    NOT_APPLICABLE = "not_applicable", "Does not apply"
    ALTERNATIVE = "alternative", "Met by another measure"
