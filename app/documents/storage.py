"""The bytes of documents, kept once under their SHA-256."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

from app.config import settings

PIECE = 256 * 1024


class TooLong(Exception):
    """More came than was allowed; the rest was not read."""


@dataclass(frozen=True)
class Arrived:
    """Bytes at a temporary place, safe on the disk, with their hash."""

    path: Path
    sha256: str
    size: int


def place(digest: str) -> Path:
    """Where the bytes with this hash stand. Two levels of folders keep each of them small."""
    return settings().storage_path / digest[:2] / digest[2:4] / digest


@contextmanager
def arriving(stream: BinaryIO, at_most: int) -> Iterator[Arrived]:
    """Copy a stream to a temporary place, to be looked at and then kept; it is gone at the end if it was not."""
    folder = settings().storage_path / "arriving"
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        path = Path(file.name)
        try:
            digest, size = _copy(stream, file, at_most)
            file.flush()
            os.fsync(file.fileno())
            yield Arrived(path, digest, size)
        finally:
            path.unlink(missing_ok=True)


def keep(arrived: Arrived) -> None:
    """Put the bytes in their place in one step: either all are there or none. What is there already stays."""
    target = place(arrived.sha256)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    arrived.path.replace(target)
    for folder in (target.parent, target.parent.parent):
        _settle(folder)


def put(content: bytes) -> str:
    """Keep bytes that the portal made itself; their hash."""
    with arriving(BytesIO(content), len(content)) as arrived:
        keep(arrived)
        return arrived.sha256


def fetch(digest: str) -> BinaryIO:
    """The bytes, open for reading; `FileNotFoundError` if the storage has lost them."""
    return place(digest).open("rb")


def _copy(stream: BinaryIO, file: IO[bytes], at_most: int) -> tuple[str, int]:
    digest, size = sha256(), 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > at_most:
            raise TooLong
        digest.update(piece)
        file.write(piece)
    return digest.hexdigest(), size


def _settle(folder: Path) -> None:
    """Make the new name in the folder outlive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
