"""What the feed tells, written into the replica."""

from __future__ import annotations

from app.core.access import Access
from app.lookup.sources import Batch, Document, Rest, Source
from app.lookup.store import Writer
from app.register.feed.words import ChangeKind

ASKED_FOR = {ChangeKind.KEYS_CHANGED.api, ChangeKind.POLICY_CHANGED.api}


def apply(writer: Writer, batch: Batch, source: Source) -> None:
    """The changes and the cursor behind them, in one commit."""
    rest = source.rest() if any(change.kind in ASKED_FOR for change in batch.changes) else None
    with writer.transaction():
        for change in batch.changes:
            if change.kind == ChangeKind.CLIENT_CHANGED.api:
                write_client(writer, change.data)
            elif change.kind not in ASKED_FOR:
                writer.put(change.data)
        if rest:
            write(writer, rest)
        writer.set_cursor(batch.cursor)


def write_client(writer: Writer, client: Document) -> None:
    if client.get("is_disabled"):
        writer.drop_client(client["client_id"])
    else:
        writer.put_client(Access.from_json(client))


def write(writer: Writer, rest: Rest) -> None:
    for policy in rest.policies:
        writer.put_policy(policy)
    writer.put_periods(rest.periods)
    writer.put_keys(rest.keys)
