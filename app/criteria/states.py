"""What may become of an edition."""

from __future__ import annotations

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class State(Word):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"


LIFECYCLE = Lifecycle(
    {
        State.DRAFT: frozenset({State.PUBLISHED}),
        State.PUBLISHED: frozenset({State.RETIRED}),
        State.RETIRED: frozenset(),
    }
)
