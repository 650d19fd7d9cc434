"""A replica from nothing: the whole register first, then the systems, keys and policies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from app.lookup.applying import write, write_client
from app.lookup.sources import Document, Mirror, Source
from app.lookup.store import Writer

LEARNT_FROM, IN_ONE = 2_000, 20_000


def build(folder: Path, source: Source, *, size: int) -> Writer:
    """Nobody reads it before it is published: what was committed while it was built is still behind its cursor."""
    with source.mirror() as mirror:
        writer = filled(folder, mirror, size=size)
    rest = source.rest()
    with writer.transaction():
        for client in mirror.clients:
            write_client(writer, client)
        write(writer, rest)
        writer.set_cursor(mirror.cursor)
    return writer


def filled(folder: Path, mirror: Mirror, *, size: int) -> Writer:
    samples = list(islice(mirror.records, LEARNT_FROM))
    writer = Writer.build(folder, samples, size=size)
    for records in portions(chain(samples, mirror.records)):
        with writer.transaction():
            for record in records:
                writer.put(record)
    return writer


def portions(records: Iterator[Document]) -> Iterator[list[Document]]:
    while portion := list(islice(records, IN_ONE)):
        yield portion
