"""How an operator lies in the replica: a few figures in front, which most questions need no more than, and the answers packed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from math import inf
from struct import Struct
from typing import Any

import orjson

from app.authorisations.states import Status
from app.lookup.store.compression import Packer
from app.programme.words import AuthorisationType
from app.register.standing import BOTH, Coverage, Standing

STANDING = Struct("<BBI?")
HEAD = Struct(f"<Qd?16s16s{len(Coverage) * STANDING.size}sII")
STATUSES, LABELS = tuple(Status), (*(kind.value for kind in AuthorisationType), BOTH)
PLACES = {coverage: slice(place * STANDING.size, (place + 1) * STANDING.size) for place, coverage in enumerate(Coverage)}
LAYOUT = sha256(orjson.dumps((2, HEAD.format, STANDING.format, STATUSES, LABELS, tuple(PLACES)))).hexdigest()[:16]
"""Other words, or another order of them: another layout, and a replica in the old one is built anew."""
NEVER_HELD = bytes(STANDING.size)


class Stored:
    """One operator. What is read of it is right until `changes_at`, in seconds since 1970."""

    __slots__ = ("_packed", "_risk_ends", "_status_ends", "changes_at", "is_public", "risk_tag", "seq", "standings", "status_tag")

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        (
            self.seq,
            self.changes_at,
            self.is_public,
            self.status_tag,
            self.risk_tag,
            self.standings,
            self._status_ends,
            self._risk_ends,
        ) = HEAD.unpack_from(packed)

    @property
    def status(self) -> bytes:
        """Packed, like the other two."""
        return self._packed[HEAD.size : self._status_ends]

    @property
    def risk(self) -> bytes:
        return self._packed[self._status_ends : self._risk_ends]

    @property
    def node(self) -> bytes:
        return self._packed[self._risk_ends :]

    def standing(self, coverage: Coverage) -> Standing | None:
        """None where the operator never held what is asked for."""
        return standing(self.standings[PLACES[coverage]])


@lru_cache(maxsize=8192)
def standing(stored: bytes) -> Standing | None:
    if stored == NEVER_HELD:
        return None
    status, label, day, in_part = STANDING.unpack(stored)
    return Standing(STATUSES[status], LABELS[label], date.fromordinal(day), in_part)


def packed(record: Mapping[str, Any], pack: Packer) -> bytes:
    """The bytes of one operator, of its record in the feed."""
    node = record["node"]
    status, risk = orjson.dumps(record["status"]), orjson.dumps(record["risk"])
    packed_status, packed_risk = pack.status(status), pack.risk(risk)
    status_ends = HEAD.size + len(packed_status)
    head = HEAD.pack(
        record["seq"],
        seconds(node["changes_at"]),
        node["is_public"],
        tag(status),
        tag(risk),
        b"".join(standings(record["status"])),
        status_ends,
        status_ends + len(packed_risk),
    )
    return b"".join((head, packed_status, packed_risk, pack.node(orjson.dumps(node))))


def tag(body: bytes) -> bytes:
    """The first half of its hash, which the validator of the answer is made of."""
    return sha256(body).digest()[:16]


def seconds(moment: str | None) -> float:
    return datetime.fromisoformat(moment).timestamp() if moment else inf


def standings(status: Mapping[str, Any]) -> Iterator[bytes]:
    """What is asked for most, as the answer has it: all summed up, then each authorisation by itself."""
    alike = [one for one in status["authorisations"] if one["status"] == status["status"]]
    since, in_part = min(one["since"] for one in alike), any(one.get("suspended_parts") for one in alike)
    yield packed_standing(status["status"], status["type"], since, in_part)
    single = {one["type"]: one for one in status["authorisations"]}
    for kind in AuthorisationType:
        one = single.get(kind)
        yield packed_standing(one["status"], kind.value, one["since"], bool(one.get("suspended_parts"))) if one else NEVER_HELD


@lru_cache(maxsize=8192)
def packed_standing(status: str, label: str, since: str, in_part: bool) -> bytes:
    return STANDING.pack(STATUSES.index(status), LABELS.index(label), date.fromisoformat(since).toordinal(), in_part)
