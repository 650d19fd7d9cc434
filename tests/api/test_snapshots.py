"""The whole register in files, as other systems get it."""

import gzip
from base64 import b64decode
from hashlib import sha256

import orjson
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.api.schemas import SnapshotAnswer, SnapshotLine
from app.config import settings
from app.core.isolation import SYSTEM, enter
from app.register.feed import epoch
from app.register.snapshots.service import make

LATEST = "/api/v1/snapshots/latest"


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    monkeypatch.setenv("PUBLISHED_PATH", str(tmp_path / "published"))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def snapshot(database, listed):
    listed()
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, SYSTEM)
        manifest = make(session)
        session.commit()
    engine.dispose()
    return manifest


@pytest.fixture
def mirror(give, bearer):
    return bearer(give("aeo.snapshot"))


@pytest.fixture
def with_risk(give, bearer):
    return bearer(give("aeo.snapshot", "aeo.risk"))


def names(answer):
    return {one["name"].partition(".")[0] for one in answer.json["files"]}


def test_the_manifest_names_the_files_that_the_scopes_open(client, snapshot, mirror, with_risk, give, bearer):
    answer = client.get(LATEST, headers=mirror)

    SnapshotAnswer.model_validate_json(answer.data)
    assert answer.json["id"] == snapshot.id
    assert names(answer) == {"status"}
    assert names(client.get(LATEST, headers=with_risk)) == {"status", "risk"}
    node = bearer(give("aeo.snapshot", "aeo.risk", "aeo.node"))
    assert names(client.get(LATEST, headers=node)) == {"status", "risk", "node", "clients"}


def test_who_has_it_already_is_told_so(client, snapshot, mirror):
    etag = client.get(LATEST, headers=mirror).headers["ETag"]

    assert client.get(LATEST, headers=mirror | {"If-None-Match": etag}).status_code == 304


def test_a_file_is_sent_with_its_digest(client, snapshot, with_risk):
    file = next(one for one in client.get(LATEST, headers=with_risk).json["files"] if one["name"] == "risk.ndjson.gz")

    answer = client.get(file["href"], headers=with_risk, buffered=True)

    assert answer.mimetype == "application/gzip"
    assert b64decode(answer.headers["Repr-Digest"].removeprefix("sha-256=:").removesuffix(":")) == sha256(answer.data).digest()
    for line in gzip.decompress(answer.data).splitlines():
        SnapshotLine.model_validate_json(line)
        assert orjson.loads(line)["risk"]["tin"]


def test_an_interrupted_download_goes_on(client, snapshot, mirror):
    address = f"/api/v1/snapshots/{snapshot.id}/status.ndjson.gz"
    whole = client.get(address, headers=mirror, buffered=True)

    rest = client.get(address, headers=mirror | {"Range": "bytes=10-", "If-Range": whole.headers["ETag"]}, buffered=True)

    assert (rest.status_code, rest.data) == (206, whole.data[10:])
    assert (whole.headers["Cache-Control"], "Expires" in whole.headers) == ("private, no-cache", False)


def test_who_has_all_of_it_and_asks_for_more_is_told_how_long_it_is(client, snapshot, mirror):
    address = f"/api/v1/snapshots/{snapshot.id}/status.ndjson.gz"
    length = len(client.get(address, headers=mirror, buffered=True).data)

    answer = client.get(address, headers=mirror | {"Range": f"bytes={length}-"})

    assert (answer.status_code, answer.json["type"]) == (416, "/problems/no-such-part")
    assert answer.headers["Content-Range"] == f"bytes */{length}"


@pytest.mark.parametrize("name", ["risk.ndjson.zst", "node.ndjson.zst", "clients.ndjson.zst"])
def test_a_file_beyond_the_scopes_is_not_sent(client, snapshot, mirror, name):
    assert client.get(f"/api/v1/snapshots/{snapshot.id}/{name}", headers=mirror).status_code == 403


@pytest.mark.parametrize("name", ["manifest.jws", "other.ndjson.zst", "..%2F..%2Fsecret"])
def test_what_the_manifest_does_not_name_is_not_there(client, snapshot, mirror, name):
    assert client.get(f"/api/v1/snapshots/{snapshot.id}/{name}", headers=mirror).status_code == 404


@pytest.mark.parametrize("name", ["20200101T000000Z-00000000", "..", "latest2"])
def test_a_snapshot_that_is_not_there_is_not_found(client, snapshot, mirror, name):
    assert client.get(f"/api/v1/snapshots/{name}", headers=mirror).status_code == 404


def test_before_the_first_one_the_portal_says_when_to_come_back(client, mirror):
    answer = client.get(LATEST, headers=mirror)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_a_snapshot_from_which_the_feed_cannot_be_followed_is_not_given_to_begin_with(client, session, snapshot, mirror):
    epoch.renew(session)
    session.commit()

    answer = client.get(LATEST, headers=mirror)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_it_takes_a_token_with_the_scope(client, snapshot, give, bearer):
    assert client.get(LATEST).status_code == 401
    assert client.get(LATEST, headers=bearer(give("aeo.status"))).status_code == 403
