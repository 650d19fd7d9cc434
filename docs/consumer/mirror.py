"""A mirror of the register: from a snapshot, kept up by the feed, proved by the checksum. An example to build on.

    pip install joserfc
    AEO_SECRET=… python mirror.py https://aeo.example.org my-client mirror.sqlite          # follows until stopped
    AEO_SECRET=… python mirror.py https://aeo.example.org my-client mirror.sqlite --once   # comes up to date, and proves it

It needs the scopes aeo.changes and aeo.snapshot, and aeo.risk for the modifier. Read it from the end.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from typing import IO, Any

from joserfc import jws
from joserfc.jwk import KeySet

SCHEMA = """
CREATE TABLE IF NOT EXISTS operator (tin TEXT PRIMARY KEY, seq INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place (cursor TEXT NOT NULL, began_with INTEGER NOT NULL);
"""
PUT = """
INSERT INTO operator VALUES (:tin, :seq, :record)
ON CONFLICT (tin) DO UPDATE SET seq = excluded.seq, record = excluded.record WHERE excluded.seq > operator.seq
"""
TOO_FEW = 0.9  # of the snapshot before: one with fewer operators is an accident until somebody has looked at it


class Expired(Exception):
    """The feed does not reach back to our cursor: begin with a snapshot."""


class Wrong(Exception):
    """What came is not what was announced. The mirror stays as it is."""


class Portal:
    """The portal, asked as one client."""

    def __init__(self, address: str, client: str, secret: str) -> None:
        self.address, self.client, self.secret, self.token = address.rstrip("/"), client, secret, ""

    def open(self, path: str) -> IO[bytes]:
        """Patient with 429 and 503, which say for how long; a token that has ended is fetched anew, once."""
        for _ in range(10):
            try:
                return self.send(path, {"Authorization": f"Bearer {self.token}"})
            except urllib.error.HTTPError as refusal:
                if refusal.code == 410:
                    raise Expired from None
                if refusal.code == 401:
                    self.token = self.issued()
                elif refusal.code in (429, 503):
                    time.sleep(float(refusal.headers.get("Retry-After", 5)))
                else:
                    raise
        raise Wrong(f"{path} is not to be had")

    def get(self, path: str) -> Any:
        with self.open(path) as answer:
            return json.load(answer)

    def issued(self) -> str:
        basic = b64encode(f"{self.client}:{self.secret}".encode()).decode()
        with self.send("/oauth/token", {"Authorization": f"Basic {basic}"}, b"grant_type=client_credentials") as answer:
            return str(json.load(answer)["access_token"])

    def send(self, path: str, headers: dict[str, str], body: bytes | None = None) -> IO[bytes]:
        request = urllib.request.Request(self.address + path, body, headers)  # noqa: S310  the address of the portal
        answer: IO[bytes] = urllib.request.urlopen(request, timeout=60)  # noqa: S310  the same
        return answer


def manifest(portal: Portal) -> dict[str, Any]:
    """Of the newest snapshot: what is signed counts, with the addresses of our files."""
    told = portal.get("/api/v1/snapshots/latest")
    keys = KeySet.import_key_set(portal.get("/.well-known/jwks.json"))
    signed = jws.deserialize_compact(told["signature"], keys, algorithms=["ES256"])
    if signed.headers().get("typ") != "aeo-snapshot+jws":
        raise Wrong("This is signed, but no manifest")
    vouched: dict[str, Any] = json.loads(signed.payload)
    mine = {one["name"]: one["href"] for one in told["files"]}
    name = "risk.ndjson.gz" if "risk.ndjson.gz" in mine else "status.ndjson.gz"
    file = next(one for one in vouched["files"] if one["name"] == name)
    return vouched | {"file": file | {"href": mine[name]}}


def lines(portal: Portal, file: dict[str, Any]) -> Iterator[bytes]:
    """The records; `Wrong` after the last one if they were not all of them, and these."""
    content, count = hashlib.sha256(), 0
    with portal.open(file["href"]) as answer, gzip.open(answer) as unpacked:
        for line in unpacked:
            content.update(line)
            count += 1
            yield line
    if (count, content.hexdigest()) != (file["count"], file["content_sha256"]):
        raise Wrong("The file is not the one of the manifest")


def begin(portal: Portal, mirror: sqlite3.Connection) -> None:
    """From the newest snapshot: all of it or nothing."""
    newest = manifest(portal)
    (before,) = mirror.execute("SELECT coalesce(max(began_with), 0) FROM place").fetchone()
    if newest["count"] < TOO_FEW * before:
        raise Wrong(f"We began with {before} operators, the snapshot has {newest['count']}: look into it")
    with mirror:
        mirror.execute("DELETE FROM operator")
        mirror.executemany(PUT, (row(json.loads(line)) for line in lines(portal, newest["file"])))
        mirror.execute("DELETE FROM place")
        mirror.execute("INSERT INTO place VALUES (?, ?)", (newest["cursor"], newest["count"]))


def follow(portal: Portal, mirror: sqlite3.Connection, wait: int) -> bool:
    """One step along the feed; False once there was nothing more."""
    (cursor,) = mirror.execute("SELECT cursor FROM place").fetchone()
    asked = urllib.parse.urlencode({"cursor": cursor, "limit": 1000, "wait": wait})
    told = portal.get(f"/api/v1/changes?{asked}")
    with mirror:
        operators = [item["data"] for item in told["items"] if "tin" in item["data"]]  # others are for look-up nodes
        mirror.executemany(PUT, map(row, operators))
        mirror.execute("UPDATE place SET cursor = ?", (told["cursor"],))
    return bool(told["more"])


def row(record: dict[str, Any]) -> dict[str, Any]:
    return {"tin": record["tin"], "seq": record["seq"], "record": json.dumps(record)}


def is_equal(portal: Portal, mirror: sqlite3.Connection) -> bool:
    """Whether we have what the register had at our cursor. Asked where `more` was false."""
    (cursor,) = mirror.execute("SELECT cursor FROM place").fetchone()
    told = portal.get(f"/api/v1/changes/checksum?{urllib.parse.urlencode({'at': cursor})}")
    count, total = 0, 0
    for tin, seq in mirror.execute("SELECT tin, seq FROM operator"):
        count, total = count + 1, total + int.from_bytes(hashlib.sha256(f"{tin}:{seq}".encode()).digest()[:8], "big")
    return (count, f"{total % 2**64:016x}") == (told["count"], told["checksum"])


def come_up_to_date(portal: Portal, mirror: sqlite3.Connection) -> None:
    """A mirror without a place, or one the feed does not reach back to, begins anew; so does one that has drifted."""
    if mirror.execute("SELECT count(*) FROM place").fetchone() != (0,) and goes_on(portal, mirror):
        return
    begin(portal, mirror)
    if not goes_on(portal, mirror):
        raise Wrong("Even anew it is not the register: tell its authority")


def goes_on(portal: Portal, mirror: sqlite3.Connection) -> bool:
    """To the end of the feed; whether we are then equal to the register."""
    try:
        while follow(portal, mirror, 0):
            pass
        return is_equal(portal, mirror)
    except Expired:
        return False


def main(address: str, client: str, path: str, *options: str) -> None:
    portal, mirror = Portal(address, client, os.environ["AEO_SECRET"]), sqlite3.connect(path)
    mirror.executescript(SCHEMA)
    come_up_to_date(portal, mirror)
    (held,) = mirror.execute("SELECT count(*) FROM operator").fetchone()
    print(f"{held} operators, equal to the register by its checksum")  # noqa: T201  this is what it tells
    while "--once" not in options:
        try:
            follow(portal, mirror, 20)
        except Expired:
            begin(portal, mirror)


if __name__ == "__main__":
    main(*sys.argv[1:])
