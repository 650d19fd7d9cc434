"""A portal elsewhere: its newest snapshot to begin with, and from its cursor on the feed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import orjson

from app.config import Settings
from app.lookup.sources import Away, Batch, Change, Document, Rest, WholeRegister
from app.lookup.sources.files import lines
from app.lookup.sources.http import PortalClient
from app.lookup.store import Checksum, boot_clock

API = "/api/v1"
AT_ONCE, UNAWAITED, ADDED_UP = 1_000, 0.25, 30.0


class PortalSource:
    def __init__(self, configured: Settings) -> None:
        self._portal = PortalClient(configured)

    @contextmanager
    def whole(self) -> Iterator[WholeRegister]:
        manifest, _ = self._portal.document(f"{API}/snapshots/latest")
        files = {one["name"].partition(".")[0]: one for one in manifest["files"]}
        if not {"node", "clients"} <= files.keys():
            raise Away("The snapshot has no files for nodes: the client lacks the scope aeo.node.")
        clients = list(self._records(files["clients"]))
        yield WholeRegister(self._records(files["node"]), clients, manifest["cursor"])

    def _records(self, file: Document) -> Iterator[Document]:
        answer = self._portal.get(file["href"], stream=True)
        try:
            yield from lines(answer, file)
        finally:
            answer.close()

    def rest(self) -> Rest:
        told, _ = self._portal.document(f"{API}/node")
        return Rest(told["keys"], told["policies"], told["periods"])

    def changes(self, cursor: str, wait: float) -> Batch:
        """A portal that has no place left for those who wait answers at once: then it is not asked again at once."""
        asked_at = boot_clock()
        query: dict[str, str | int] = {"cursor": cursor, "limit": AT_ONCE, "wait": int(wait)}
        page, ahead = self._portal.document(f"{API}/changes", query, wait=wait)
        changes = [Change(item["type"], item["data"]) for item in page["items"]]
        if not (changes or page["more"]) and boot_clock() - asked_at < wait / 2:
            time.sleep(UNAWAITED)
        return Batch(changes, page["cursor"], page["more"], asked_at, ahead)

    def checksum(self, cursor: str) -> Checksum:
        told, _ = self._portal.document(f"{API}/changes/checksum", {"at": cursor}, wait=ADDED_UP)
        return Checksum(told["count"], int(told["checksum"], 16))

    def tell(self, batch: Document) -> None:
        """What was answered here. A batch that is there already is not counted again. `Refused`."""
        self._portal.post(f"{API}/usage", orjson.dumps(batch), {"Idempotency-Key": batch["id"]})

    def close(self) -> None:
        self._portal.close()
