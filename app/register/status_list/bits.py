"""The list itself: one to eight bits for each place, the least significant first, deflated, in base64url."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from enum import IntEnum

SIZES = (1, 2, 4, 8)
LARGEST_LIST = 16 * 1024 * 1024  # bytes of a list that we unpack: what is packed well may be a bomb


class TokenStatus(IntEnum):
    """The values of the draft. A place that nobody has is valid, so that nobody can count the holders."""

    VALID = 0
    INVALID = 1
    SUSPENDED = 2


class BadList(ValueError):
    """Not a list that can be read."""


class OutOfRange(BadList):
    """The list has no such place: whoever names it is not to be believed."""


def encode(values: Mapping[int, int], size: int, bits: int) -> str:
    """A list of `size` places; those that are not named are valid."""
    packed = bytearray(size * bits // 8)
    for place, value in values.items():
        if not (0 <= place < size and 0 <= value < 1 << bits):
            raise OutOfRange(f"No {value} at {place}")
        byte, within = divmod(place * bits, 8)
        packed[byte] |= value << within
    return urlsafe_b64encode(zlib.compress(packed, 9)).rstrip(b"=").decode()


def decode(written: str) -> bytes:
    """Unpacked, or `BadList`."""
    try:
        packed = urlsafe_b64decode(written.encode("ascii") + b"=" * (-len(written) % 4))
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(packed, LARGEST_LIST)
    except (ValueError, zlib.error) as error:
        raise BadList(str(error)) from None
    if not unpacker.eof:
        raise BadList("cut short, or too long")
    return unpacked


def value_at(unpacked: bytes, place: int, bits: int) -> int:
    """What stands at this place; `OutOfRange` beyond the end."""
    if bits not in SIZES:
        raise BadList(f"{bits} bits")
    if not 0 <= place < len(unpacked) * 8 // bits:
        raise OutOfRange(f"No place {place}")
    byte, within = divmod(place * bits, 8)
    return unpacked[byte] >> within & (1 << bits) - 1
