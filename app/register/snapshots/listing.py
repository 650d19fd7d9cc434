"""A list of records as files: NDJSON, one record a line, in one or two compressions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Self, cast

import zstandard
from isal import igzip
from pydantic import BaseModel, ConfigDict

from app.core.words import Word


class Compression(Word):
    """How a file is packed; the value is the end of its name."""

    ZSTD = "zst", "Zstandard"
    GZIP = "gz", "gzip"


BOTH = (Compression.ZSTD, Compression.GZIP)
ENDED = b"\n"


class File(BaseModel):
    """One file of a snapshot. `sha256` is of the file as it lies there, `content_sha256` of the lines in it."""

    model_config = ConfigDict(frozen=True)

    name: str
    count: int
    size: int
    sha256: str
    content_sha256: str


class Hashed:
    """What is written to a file, with its length and its hash."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path, self.file, self.digest, self.size = path, file, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()


class Listing:
    """Being written: each line goes to every file of it, and is counted and hashed once."""

    def __init__(self, name: str) -> None:
        self.name, self.count, self.digest = name, 0, hashlib.sha256()
        self.packed: list[Hashed] = []
        self.packers: list[IO[bytes]] = []

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, name: str, compressions: Sequence[Compression] = BOTH) -> Iterator[Self]:
        """In this folder, as `name.ndjson.zst` and so on. The files are whole once it is closed."""
        listing = cls(name)
        with ExitStack() as stack:
            for compression in compressions:
                path = folder / f"{name}.ndjson.{compression}"
                hashed = Hashed(path, stack.enter_context(path.open("wb")))
                listing.packed.append(hashed)
                listing.packers.append(stack.enter_context(packer(compression, hashed)))
            yield listing

    def write(self, lines: Sequence[bytes]) -> None:
        if not lines:
            return
        data = ENDED.join([*lines, b""])
        self.count += len(lines)
        self.digest.update(data)
        for packer_of_one in self.packers:
            packer_of_one.write(data)

    @property
    def files(self) -> list[File]:
        """Once it is closed."""
        content = self.digest.hexdigest()
        return [
            File(name=one.path.name, count=self.count, size=one.size, sha256=one.digest.hexdigest(), content_sha256=content)
            for one in self.packed
        ]


def packer(compression: Compression, under: Hashed) -> IO[bytes]:
    """Both are files as far as writing goes, which is all that is done with them."""
    to = cast("IO[bytes]", under)
    if compression is Compression.ZSTD:
        return cast("IO[bytes]", zstandard.ZstdCompressor(level=3).stream_writer(to, closefd=False))
    return cast("IO[bytes]", igzip.IGzipFile("", "wb", compresslevel=1, fileobj=to, mtime=0))  # type: ignore[no-untyped-call]
