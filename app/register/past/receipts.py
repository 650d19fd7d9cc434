"""Receipts: the question behind an answer about a moment, signed, so that the same answer can be given again.

A receipt names the last publication that counted. Whatever is published later changes nothing in what it asks.
"""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, digest
from typing import NamedTuple
from uuid import UUID

from app.config import settings
from app.core.sealing import derived

PURPOSE = "receipts 1"
HEAD = struct.Struct(">B16sqq12s")
SIGNED = 16
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LONGEST = 200


class Foreign(Exception):
    """Not a receipt of this portal, or changed since."""


class Receipt(NamedTuple):
    """What was asked, when, by what was known; and the fingerprint of the answer.

    `what` is S for a status, R for a modifier; `details` are its other parameters, in their order.
    """

    what: str
    details: tuple[str, ...]
    publication_id: UUID
    as_of: datetime
    known_at: datetime
    fingerprint: bytes = bytes(12)


def fingerprint(body: bytes) -> bytes:
    return sha256(body).digest()[:12]


def write(receipt: Receipt) -> str:
    head = HEAD.pack(
        ord(receipt.what),
        receipt.publication_id.bytes,
        (receipt.as_of - EPOCH) // MICROSECOND,
        (receipt.known_at - EPOCH) // MICROSECOND,
        receipt.fingerprint,
    )
    payload = head + ",".join(receipt.details).encode()
    return urlsafe_b64encode(payload + signature(payload)).decode().rstrip("=")


def read(text: str) -> Receipt:
    """The receipt as it was written, or `Foreign`."""
    signed = unpacked(text)
    payload, given = signed[:-SIGNED], signed[-SIGNED:]
    if len(payload) < HEAD.size or not compare_digest(given, signature(payload)):
        raise Foreign
    what, publication_id, as_of, known_at, printed = HEAD.unpack_from(payload)
    details = tuple(payload[HEAD.size :].decode().split(","))
    receipt = Receipt(chr(what), details, UUID(bytes=publication_id), moment(as_of), moment(known_at), printed)
    if write(receipt) != text:  # the same bytes could be written otherwise
        raise Foreign
    return receipt


def unpacked(text: str) -> bytes:
    if len(text) > LONGEST or not text.isascii():
        raise Foreign
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Error, ValueError):
        raise Foreign from None


def moment(microseconds: int) -> datetime:
    return EPOCH + microseconds * MICROSECOND


def signature(payload: bytes) -> bytes:
    return digest(derived(settings().signing_key, PURPOSE), payload, "sha256")[:SIGNED]
