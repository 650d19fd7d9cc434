"""Where a follower stands in the feed: what it has seen, in terms of the database itself, signed so that nobody makes one up."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest, digest
from typing import Any, Self

import orjson

from app.config import settings
from app.core import clock, sealing
from app.core.errors import DomainError, Invalid

VERSION, SIGNED, MARK = 1, 16, 8
GOOD_FOR = timedelta(days=90)


class NotACursor(Invalid):
    """It was not made here, or was cut short."""

    def __init__(self) -> None:
        super().__init__("This is no cursor of the feed: send it as it was given.", "cursor")


class Expired(DomainError):
    """From here the feed cannot be read without a gap."""

    def __init__(self) -> None:
        super().__init__("This cursor is too old, or the register was restored since: begin with a snapshot.")


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was committed when a snapshot of PostgreSQL was taken, `xmin:xmax:running,…`.

    `position` is that of the last change in it and `mark` the beginning of its id: changes beyond are unseen whatever their
    transaction is called, and where another change, or none, stands in its place, the register is not the one that was seen.
    """

    snapshot: str
    position: int
    mark: str
    at: datetime

    @property
    def xmax(self) -> int:
        return int(self.snapshot.split(":")[1])

    @property
    def running(self) -> list[int]:
        """Transactions begun before it and not over: what they write comes later."""
        return [int(xid) for xid in self.snapshot.split(":")[2].split(",") if xid]

    @property
    def is_too_old(self) -> bool:
        """Changes are kept for longer."""
        return self.at < clock.now() - GOOD_FOR

    def to_json(self) -> list[Any]:
        return [self.snapshot, self.position, self.mark, int(self.at.timestamp())]

    @classmethod
    def from_json(cls, told: list[Any]) -> Self:
        snapshot, position, mark, at = told
        return cls(snapshot, position, mark, datetime.fromtimestamp(at, UTC))


@dataclass(frozen=True, slots=True)
class Cursor:
    """A follower has all of `seen`. While `ahead` is being handed out page by page it also has that up to position `last`."""

    epoch: str
    seen: Seen
    ahead: Seen | None = None
    last: int = 0

    @property
    def newest(self) -> Seen:
        """The latest moment that anything of it was handed out."""
        return self.ahead or self.seen

    @property
    def is_whole(self) -> bool:
        """No page was left unread: whoever stands here has the register as it was at that moment."""
        return self.ahead is None

    def __str__(self) -> str:
        told = orjson.dumps([VERSION, self.epoch, self.seen.to_json(), self.ahead and self.ahead.to_json(), self.last])
        return urlsafe_b64encode(signature(told) + told).rstrip(b"=").decode()

    @classmethod
    def read(cls, written: str) -> Self:
        """The cursor that was given out as this text; `NotACursor` where it was not, `Expired` where nobody can read it now."""
        try:
            signed = urlsafe_b64decode(written.encode("ascii") + b"==")
        except ValueError:
            raise NotACursor from None
        if len(signed) <= SIGNED:
            raise NotACursor
        if not compare_digest(signed[:SIGNED], signature(signed[SIGNED:])):
            raise Expired
        version, epoch, seen, ahead, last = orjson.loads(signed[SIGNED:])
        if version != VERSION:
            raise Expired
        return cls(epoch, Seen.from_json(seen), ahead and Seen.from_json(ahead), last)


def beginning() -> Cursor:
    """Before the oldest change that is kept, in whatever epoch it is."""
    return Cursor("", Seen("1:1:", 0, "", clock.now()))


def signature(told: bytes) -> bytes:
    return digest(sealing.derived(settings().signing_key, "cursor"), told, "sha256")[:SIGNED]
