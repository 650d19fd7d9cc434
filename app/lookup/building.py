"""A replica from nothing: the whole register first, then the systems, keys and policies."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path

from app.lookup.applying import write, write_client
from app.lookup.sources import Source, WholeRegister
from app.lookup.store import Writer

LEARNT_FROM, IN_ONE = 2_000, 20_000


def build(folder: Path, source: Source, *, size: int) -> Writer:
    """Nobody reads it before it is published: what was committed while it was built is still behind its cursor."""
    with source.whole() as register:
        writer = filled(folder, register, size=size)
    rest = source.rest()
    with writer.transaction():
        for client in register.clients:
            write_client(writer, client)
        write(writer, rest)
        writer.set_cursor(register.cursor)
    return writer


def filled(folder: Path, register: WholeRegister, *, size: int) -> Writer:
    samples = list(islice(register.records, LEARNT_FROM))
    writer = Writer.build(folder, samples, size=size)
    records = chain(samples, register.records)
    for first in records:
        with writer.transaction():
            for record in chain((first,), islice(records, IN_ONE)):
                writer.append(record)
    return writer
