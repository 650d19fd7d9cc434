"""The whole register in files."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import orjson
from flask import Response, g, send_file
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.access import need
from app.api.errors import NotFound, Refusal
from app.api.guard import admit
from app.api.headers import PRIVATE, cacheable
from app.api.limits import count_ids
from app.api.operations import IF_NONE_MATCH, Parameter, described
from app.extensions import db
from app.register.feed.record import View
from app.register.snapshots import service, shelf
from app.register.snapshots.listing import Compression, File
from app.register.snapshots.manifest import Manifest

SNAPSHOT = Parameter("snapshot", "path", "The id of a snapshot, as in its manifest.", "20261124T140502Z-9f2c41d0")
FILE = Parameter("file", "path", "The name of one of its files.", "risk.ndjson.zst")
NEEDED = {View.STATUS: Scope.SNAPSHOT, View.RISK: Scope.RISK, View.NODE: Scope.NODE, service.CLIENTS: Scope.NODE}
ZSTD, GZIP = "application/zstd", "application/gzip"
SOON = "60"
SHARED: dict[str, Any] = {
    "scopes": (Scope.SNAPSHOT,),
    "answers": (schemas.SnapshotAnswer,),
    "problems": ("unauthenticated", "insufficient-scope", "not-found", "rate-limited"),
}


@api.get(f"{BASE}/snapshots/latest")
@described(
    "The newest snapshot",
    "Its manifest: how many records, how each file hashes, and the cursor from which the feed goes on. Signed.",
    parameters=(IF_NONE_MATCH,),
    **SHARED,
)
def show_latest_snapshot() -> ResponseReturnValue:
    admit()
    manifest = service.current(db.session)
    if manifest is None:
        raise Refusal("unavailable", "A snapshot is being made.", headers={"Retry-After": SOON})
    return manifest_response(manifest)


@api.get(f"{BASE}/snapshots/<snapshot>")
@described(
    "An earlier snapshot",
    "For whoever goes from delta to delta. Kept for a week.",
    parameters=(SNAPSHOT, IF_NONE_MATCH),
    **SHARED,
)
def show_snapshot(snapshot: str) -> ResponseReturnValue:
    admit()
    return manifest_response(manifest_of(snapshot))


@api.get(f"{BASE}/snapshots/<snapshot>/<file>")
@described(
    "A file of a snapshot",
    "NDJSON, a record a line, sorted by TIN; packed as its name says. Parts of it may be asked for (Range).",
    scopes=(Scope.SNAPSHOT,),
    answers=(schemas.SnapshotLine,),
    problems=("unauthenticated", "insufficient-scope", "not-found", "no-such-part", "rate-limited"),
    parameters=(SNAPSHOT, FILE, IF_NONE_MATCH),
    files=(ZSTD, GZIP),
)
def send_snapshot_file(snapshot: str, file: str) -> ResponseReturnValue:
    need(Scope.SNAPSHOT)
    count_ids(1)
    manifest = manifest_of(snapshot)
    path = shelf.path_of(manifest, file)
    if path is None:
        raise NotFound
    need(NEEDED[view_of(file)])
    about = next(one for one in manifest.every_file if one.name == file)
    response = send_file(path, mimetype=packed(file), etag=about.sha256[:32], last_modified=manifest.made_at)
    response.headers["Cache-Control"] = PRIVATE
    response.headers.remove("Expires")
    response.headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(about.sha256)).decode()}:"
    return response


def manifest_of(name: str) -> Manifest:
    manifest = shelf.read(name)
    if manifest is None:
        raise NotFound
    return manifest


def view_of(file: str) -> str:
    """What a file holds, by its name: `risk-delta.ndjson.gz` is of the view risk."""
    return file.partition(".")[0].partition("-")[0]


def packed(file: str) -> str:
    return ZSTD if file.endswith(f".{Compression.ZSTD}") else GZIP


def manifest_response(manifest: Manifest) -> Response:
    """With the files that this client may read. The signature is over all of the manifest, as it was written."""
    body = manifest.model_dump(mode="json")
    body["files"] = listed(manifest, manifest.files)
    if manifest.delta:
        body["delta"]["files"] = listed(manifest, manifest.delta.files)
    response = cacheable(orjson.dumps(body | {"signature": shelf.signature(manifest.id)}))
    response.headers["Link"] = f'<{BASE}/changes>; rel="next", </openapi.json>; rel="describedby"'
    return response


def listed(manifest: Manifest, files: tuple[File, ...]) -> list[dict[str, object]]:
    mine = [one for one in files if NEEDED[view_of(one.name)] in g.scopes]
    return [one.model_dump() | {"href": f"{BASE}/snapshots/{manifest.id}/{one.name}"} for one in mine]
