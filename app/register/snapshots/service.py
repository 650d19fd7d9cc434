"""Making a snapshot: everything in one look at the database, in files, signed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import DomainError
from app.register.feed import checksum, pages
from app.register.feed.checksum import Checksum
from app.register.feed.cursor import Cursor, Expired
from app.register.feed.record import View
from app.register.snapshots import rows, shelf
from app.register.snapshots.listing import BOTH, Compression, File, Listing
from app.register.snapshots.manifest import KIND, Delta, Manifest
from app.register.snapshots.rows import Lines
from app.signing import service as signing
from app.signing.words import Use

Listings = Mapping[View, Listing]
CLIENTS, EVERY = "clients", timedelta(hours=1)
PACKED = {View.STATUS: BOTH, View.RISK: BOTH, View.NODE: (Compression.ZSTD,)}  # nodes are ours: they read the quicker one


class Shrunk(DomainError):
    """Entries are never taken away: there is something wrong with what was read, and nobody is given it."""

    def __init__(self, before: int, now: int) -> None:
        super().__init__(f"The register had {before} operators and now has {now}: no snapshot is made of it.")


def make(session: Session) -> Manifest:
    """The next snapshot, with what changed since the last one. `Shrunk`.

    The session has not begun: all is read in one transaction that sees one moment.
    """
    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    now, before = checksum.at(session, None), shelf.latest()
    if before and before.epoch == now.cursor.epoch and now.operators < before.count:
        raise Shrunk(before.count, now.operators)
    since = leads_on(before, now.cursor)
    name = f"{clock.now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    with shelf.unfinished(name) as folder:
        manifest = manifest_of(name, now, before, write_files(session, folder, since))
        shelf.put(folder, manifest, signing.sign(session, Use.PUBLICATION, KIND, manifest.model_dump_json().encode()))
    return manifest


def is_due(session: Session) -> bool:
    """Whether there is none to go on from, or something changed since one that is an hour old."""
    last, now = shelf.latest(), pages.head(session)
    before = leads_on(last, now)
    if last is None or before is None:
        return True
    return last.made_at <= clock.now() - EVERY and before.newest.position != now.newest.position


def current(session: Session) -> Manifest | None:
    """The newest; None where nobody can go on from it."""
    last = shelf.latest()
    return last if leads_on(last, pages.head(session)) else None


def leads_on(last: Manifest | None, now: Cursor) -> Cursor | None:
    """From where the feed goes on after it; None in another epoch, under another key and after too long a time."""
    try:
        before = Cursor.read(last.cursor) if last else None
    except Expired:
        return None
    return before if before and before.epoch == now.epoch and not before.seen.is_too_old else None


def write_files(session: Session, folder: Path, since: Cursor | None) -> tuple[list[File], list[File]]:
    """The files of all records, and those of the changed ones."""
    with ExitStack() as stack:
        whole = {view: stack.enter_context(Listing.opened(folder, view.value, packed)) for view, packed in PACKED.items()}
        names = {view: f"{view}-delta" for view in PACKED} if since else {}
        delta = {view: stack.enter_context(Listing.opened(folder, name, PACKED[view])) for view, name in names.items()}
        clients = stack.enter_context(Listing.opened(folder, CLIENTS, PACKED[View.NODE]))
        clients.write(rows.clients(session))
        pack(stack.enter_context(ThreadPoolExecutor(len(whole))), rows.lines(session, since), whole, delta)
    return files_of(*whole.values(), clients), files_of(*delta.values())


def pack(pool: Executor, lines: Iterable[Lines], whole: Listings, delta: Listings) -> None:
    """While some are packed, a thread to a view, the next are read: hashing and packing leave the interpreter to others."""
    packing: list[Future[None]] = []
    for some in lines:
        settle(packing)
        packing = [pool.submit(listing.write, some.of[view]) for view, listing in whole.items()]
        packing += [pool.submit(listing.write, some.changed[view]) for view, listing in delta.items()]
    settle(packing)


def settle(packing: Iterable[Future[None]]) -> None:
    for one in packing:
        one.result()


def files_of(*listings: Listing) -> list[File]:
    return [file for listing in listings for file in listing.files]


def manifest_of(name: str, now: Checksum, before: Manifest | None, files: tuple[list[File], list[File]]) -> Manifest:
    whole, changed = files
    return Manifest(
        id=name,
        made_at=clock.now(),
        epoch=now.cursor.epoch,
        cursor=str(now.cursor),
        count=now.operators,
        checksum=now.hex,
        files=tuple(whole),
        delta=Delta(since=before.id, files=tuple(changed)) if before and changed else None,
    )
