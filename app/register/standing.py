"""Several authorisations summed up in one status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.authorisations.states import Status
from app.core.words import Word
from app.programme.words import AuthorisationType
from app.register.particulars import OnADay

FIRST = (Status.VALID, Status.SUSPENDED, Status.NOT_YET_VALID)
BOTH = "aeof"


class For(Word):
    """What an asker wants to rely on."""

    ANY = "any", "Any authorisation"
    AEOC = "aeoc", "Customs simplifications"
    AEOS = "aeos", "Security and safety"

    @property
    def types(self) -> frozenset[AuthorisationType]:
        return frozenset(kind for kind in AuthorisationType if self in (For.ANY, kind.value))


class Standing(NamedTuple):
    """The one status of all that was asked for, and the label of the authorisations that have it."""

    status: Status
    type: str
    since: date


def stand(held: Sequence[OnADay], day: date, asked: For = For.ANY) -> Standing | None:
    """Valid if any is valid, else suspended if any is, else not yet valid, else what ended last. None without any."""
    about = [one for one in held if one.type in asked.types]
    if not about:
        return None
    statuses = {one.status_on(day) for one in about}
    last = max(about, key=lambda one: (one.since_on(day), one.type))
    status = next((first for first in FIRST if first in statuses), last.status_on(day))
    alike = [one for one in about if one.status_on(day) is status]
    return Standing(status, label(alike), min(one.since_on(day) for one in alike))


def label(held: Sequence[OnADay]) -> str:
    """One type by its own name, both as aeof."""
    types = {one.type for one in held}
    return BOTH if types == set(AuthorisationType) else next(iter(types)).value
