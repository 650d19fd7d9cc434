"""The signed list, written and read. Both are pure: the reader is the example of how to read one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from app.register.status_list.bits import BadList, decode, value_at

KIND, MEDIA_TYPE, ALGORITHM = "statuslist+jwt", "application/statuslist+jwt", "ES256"
BITS = 2
TTL, LIFE = timedelta(minutes=15), timedelta(hours=24)


class NotToBeBelieved(BadList):
    """Not signed by a key of the issuer, of another kind, about another list, or too old."""


def claims(uri: str, aggregation: str, packed: str, now: datetime) -> bytes:
    told: dict[str, Any] = {
        "sub": uri,
        "iat": int(now.timestamp()),
        "exp": int((now + LIFE).timestamp()),
        "ttl": int(TTL.total_seconds()),
        "status_list": {"bits": BITS, "lst": packed, "aggregation_uri": aggregation},
    }
    return orjson.dumps(told)


def read(token: str, uri: str, keys: Mapping[str, ECKey], now: datetime) -> dict[str, Any]:
    """The list at this address, or `NotToBeBelieved`. What a token says of its own algorithm is not believed."""
    try:
        head = jws.extract_compact(token.encode()).headers()
        key = keys[str(head.get("kid"))]
        claimed = orjson.loads(jws.deserialize_compact(token, key, algorithms=[ALGORITHM]).payload)
    except (JoseError, ValueError, KeyError):
        raise NotToBeBelieved("no signature of a known key") from None
    if head.get("typ") != KIND:
        raise NotToBeBelieved("another kind of token")
    if claimed.get("sub") != uri:
        raise NotToBeBelieved("another list")
    if int(claimed.get("exp", 0)) <= now.timestamp():
        raise NotToBeBelieved("too old")
    status_list: dict[str, Any] = claimed["status_list"]
    return status_list


def status_at(token: str, uri: str, place: int, keys: Mapping[str, ECKey], now: datetime) -> int:
    """The value at `idx` of `status_list` in a status answer: see `TokenStatus`. `NotToBeBelieved`, `OutOfRange`, `BadList`."""
    status_list = read(token, uri, keys, now)
    return value_at(decode(status_list["lst"]), place, status_list["bits"])
