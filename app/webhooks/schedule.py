"""When a message is sent again, and how long a receiver that takes nothing is left alone. Both with jitter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import random

AFTER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)  # the example of Standard Webhooks: ten tries in some three days
GIVEN_UP_AFTER = timedelta(days=3)  # of failures alone the receiver is disabled
LONGEST_ASKED = timedelta(hours=24)  # of what a receiver may ask for by Retry-After
OPENS_AT = 5  # failures in a row
SHORTEST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(hours=1)

Chance = Callable[[], float]


def again_after(tries: int, chance: Chance = random) -> timedelta | None:
    """After so many tries that failed; None when there are no more."""
    return spread(AFTER[tries - 1], chance) if tries <= len(AFTER) else None


def rest_after(failures: int, chance: Chance = random) -> timedelta | None:
    """How long the receiver is left alone after so many failures in a row; then one message tries it. None: it is not."""
    if failures < OPENS_AT:
        return None
    return spread(min(SHORTEST_REST * 2 ** min(failures - OPENS_AT, 10), LONGEST_REST), chance)


def spread(wait: timedelta, chance: Chance) -> timedelta:
    """Up to a fifth longer: receivers that came back together are not called together."""
    return wait * (1 + chance() / 5)
