"""A file of a snapshot, read as it comes, and refused where it is not what its manifest says."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import orjson
import urllib3
import zstandard
from urllib3.exceptions import HTTPError

from app.lookup.sources import Away, Document

PIECE = LONGEST_LINE = 1 << 20


class Hashed(io.RawIOBase):
    """What is read of an answer, counted by its hash."""

    def __init__(self, answer: urllib3.BaseHTTPResponse) -> None:
        self._answer, self.digest = answer, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._answer.read(len(buffer), decode_content=False)
        self.digest.update(piece)
        buffer[: len(piece)] = piece
        return len(piece)


def lines(answer: urllib3.BaseHTTPResponse, file: Document) -> Iterator[Document]:
    """Its records; at the end `Away` where some are missing or any was changed, so that the whole is not taken.

    However little was sent, no line of it and no more lines than the manifest names fill the memory.
    """
    hashed, count = Hashed(answer), 0
    try:
        with zstandard.ZstdDecompressor().stream_reader(hashed, read_size=PIECE) as unpacked:  # type: ignore[arg-type]  # it only reads
            reader = io.BufferedReader(unpacked, PIECE)
            while count <= file["count"] and (line := reader.readline(LONGEST_LINE)):
                yield orjson.loads(line)
                count += 1
    except (HTTPError, OSError, zstandard.ZstdError, orjson.JSONDecodeError) as error:
        raise Away(f"{file['name']} was cut short: {error}") from error
    if (count, hashed.digest.hexdigest()) != (file["count"], file["sha256"]):
        raise Away(f"{file['name']} is not the file that its manifest names.")
