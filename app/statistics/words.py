"""Where a declaration stands in the statistics of bands, and what is too few to be shown."""

from __future__ import annotations

from app.core.words import Word

FEWEST_TRADERS, FEWEST_DECLARATIONS = 5, 30


class Standing(Word):
    """A band, or why there was none. The bands of a policy stand before these, in its order."""

    CLOSED = "closed", "Authorised, no credit"
    OUTSIDE = "outside", "Not authorised"
