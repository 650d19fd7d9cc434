"""What a key signs."""

from __future__ import annotations

from app.core.words import Word


class Use(Word):
    """A key of one use never vouches for the other."""

    TOKEN = "token", "Access tokens"
    PUBLICATION = "publication", "Snapshots, status lists and attestations"
