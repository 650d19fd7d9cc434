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


class Coverage(Word):
    """What an asker wants to rely on."""

    ANY = "any", "Any authorisation"
    AEOC = "aeoc", "Customs simplifications"
    AEOS = "aeos", "Security and safety"

    @property
    def types(self) -> frozenset[AuthorisationType]:
        return TYPES[self]


TYPES = {one: frozenset(kind for kind in AuthorisationType if one in (Coverage.ANY, kind.value)) for one in Coverage}


class Standing(NamedTuple):
    """The one status of all that was asked for, and the label of the authorisations that have it.

    `in_part`: a part of one of these is suspended by itself.
    """

    status: Status
    type: str
    since: date
    in_part: bool = False


def stand(held: Sequence[OnADay], day: date, coverage: Coverage = Coverage.ANY) -> Standing | None:
    """Valid if any is valid, else suspended if any is, else not yet valid, else what ended last. None without any."""
    about = [(one, one.status_on(day), one.since_on(day)) for one in held if one.type in coverage.types]
    if not about:
        return None
    statuses = {status for _, status, _ in about}
    _, last, _ = max(about, key=lambda told: (told[2], told[0].type))
    status = next((first for first in FIRST if first in statuses), last)
    alike = [(one, since) for one, its, since in about if its is status]
    in_part = any(one.parts_on(day) for one, _ in alike)
    return Standing(status, label([one for one, _ in alike]), min(since for _, since in alike), in_part)


def label(held: Sequence[OnADay]) -> str:
    """One type by its own name, both as aeof."""
    types = {one.type for one in held}
    return BOTH if types == TYPES[Coverage.ANY] else next(iter(types)).value
