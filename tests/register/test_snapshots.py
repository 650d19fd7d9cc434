"""The whole register in files: all of one moment, signed, with what changed since the last one."""

import gzip
import hashlib
from datetime import UTC, datetime, timedelta

import orjson
import pytest
import zstandard
from joserfc import jws
from joserfc.jwk import KeySet
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.config import settings
from app.core import clock
from app.core.isolation import SYSTEM, enter
from app.reactions import republish
from app.register.feed import checksum, epoch, pages, record
from app.register.feed.cursor import GOOD_FOR, Cursor
from app.register.feed.record import View
from app.register.models import Entry, Restricted
from app.register.snapshots import shelf
from app.register.snapshots.service import Shrunk, current, is_due, make
from app.signing import service as signing
from tests.makers import Maker

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    monkeypatch.setenv("PUBLISHED_PATH", str(tmp_path / "published"))
    settings.cache_clear()
    with clock.at(NOW):
        yield tmp_path / "published" / "snapshots"
    settings.cache_clear()


@pytest.fixture
def session(committed):
    return committed


@pytest.fixture
def published_one(session):
    def publish(**values):
        operator = Maker(session).operator(**values)
        Maker(session).authorisation(operator)
        return again(session, operator)

    return publish


def again(session, operator):
    republish(session, [operator.id])
    session.commit()
    return operator


@pytest.fixture
def snapshot(database):
    """`snapshot()` makes the next one, as the worker does."""
    engine = create_engine(database)

    def made():
        with Session(engine) as session:
            enter(session, SYSTEM)
            manifest = make(session)
            session.commit()
            return manifest

    yield made
    engine.dispose()


def content(manifest, name):
    data = (shelf.shelf() / manifest.id / name).read_bytes()
    return gzip.decompress(data) if name.endswith(".gz") else zstandard.ZstdDecompressor().decompressobj().decompress(data)


def lines(manifest, name):
    return [orjson.loads(line) for line in content(manifest, name).splitlines()]


def test_every_file_holds_all_operators_by_tin_as_the_feed_tells_them(session, published_one, snapshot):
    operators = [published_one() for _ in range(3)]

    manifest = snapshot()

    everything = select(*record.columns(View.NODE)).join(Restricted, Restricted.entry_id == Entry.id).order_by(Entry.tin)
    rows = session.execute(everything).all()
    for view in View:
        told = b"".join(record.encoded(row, view) + b"\n" for row in rows)
        assert content(manifest, f"{view.value}.ndjson.zst") == told
    assert [one["tin"] for one in lines(manifest, "risk.ndjson.gz")] == sorted(one.tin for one in operators)
    assert "risk" not in lines(manifest, "status.ndjson.gz")[0]


def test_the_manifest_says_how_much_there_is_and_how_it_hashes(published_one, snapshot):
    for _ in range(2):
        published_one()

    manifest = snapshot()

    records = lines(manifest, "status.ndjson.zst")
    total = checksum.of((one["tin"], one["seq"]) for one in records)
    assert (manifest.count, manifest.checksum) == (2, f"{total:016x}")
    for file in manifest.files:
        data = (shelf.shelf() / manifest.id / file.name).read_bytes()
        unpacked = content(manifest, file.name)
        assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert (file.count, file.content_sha256) == (unpacked.count(b"\n"), hashlib.sha256(unpacked).hexdigest())


def test_the_signature_is_over_the_whole_manifest(session, published_one, snapshot):
    published_one()

    manifest = snapshot()

    keys = KeySet.import_key_set(signing.publish(session))
    signed = jws.deserialize_compact(shelf.signature(manifest.id), keys, algorithms=["ES256"])
    assert signed.headers()["typ"] == "aeo-snapshot+jws"
    assert orjson.loads(signed.payload) == manifest.model_dump(mode="json")


def test_the_feed_goes_on_from_the_cursor_without_a_gap(session, published_one, snapshot):
    operator = published_one()
    manifest = snapshot()
    later = published_one()

    page = pages.read(session, Cursor.read(manifest.cursor), 100)

    assert {item.subject for item in page.items} == {later.tin}
    assert operator.tin != later.tin


def test_a_delta_laid_over_the_last_snapshot_gives_this_one(session, published_one, snapshot):
    stays, changes = published_one(), published_one()
    first = snapshot()
    assert first.delta is None
    again(session, changes)
    comes = published_one()

    second = snapshot()

    assert second.delta.since == first.id
    changed = lines(second, "risk-delta.ndjson.zst")
    assert {one["tin"] for one in changed} == {changes.tin, comes.tin}
    laid_over = {one["tin"]: one for one in [*lines(first, "risk.ndjson.zst"), *changed]}
    assert [laid_over[tin] for tin in sorted(laid_over)] == lines(second, "risk.ndjson.zst")
    assert stays.tin in laid_over


def test_the_register_does_not_shrink(session, published_one, snapshot, monkeypatch):
    published_one()
    snapshot()
    monkeypatch.setattr(checksum, "at", lambda session, cursor: checksum.Checksum(0, 0, pages.head(session)))

    with pytest.raises(Shrunk):
        snapshot()

    assert len(shelf.names()) == 1


def test_what_fails_leaves_nothing_behind(published_one, snapshot, published, monkeypatch):
    published_one()
    monkeypatch.setattr(signing, "sign", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        snapshot()

    assert list(published.iterdir()) == []


def test_one_is_due_at_first_and_each_hour_in_which_something_changed(session, published_one, snapshot):
    operator = published_one()
    assert is_due(session)
    snapshot()
    with clock.at(NOW + timedelta(hours=2)):
        assert not is_due(session)
        again(session, operator)
        assert is_due(session)
    again(session, operator)
    assert not is_due(session)


def test_one_is_due_at_once_where_nobody_can_go_on_from_the_last(session, published_one, snapshot):
    published_one()
    snapshot()
    epoch.renew(session)
    session.commit()

    assert is_due(session)
    assert current(session) is None
    with clock.at(NOW + timedelta(minutes=1)):
        made = snapshot()
        assert not is_due(session)
    assert current(session) == made


def test_a_snapshot_that_is_older_than_cursors_may_be_is_none_to_begin_with(session, published_one, snapshot):
    published_one()
    snapshot()

    with clock.at(NOW + GOOD_FOR + timedelta(hours=1)):
        assert current(session) is None
        assert is_due(session)
        assert snapshot().delta is None


def test_old_ones_keep_their_delta_for_a_week(session, published_one, snapshot):
    operator, made = published_one(), []
    for day in range(6):
        with clock.at(NOW + timedelta(days=2 * day)):
            again(session, operator)
            made.append(snapshot())
    with clock.at(NOW + timedelta(days=11)):
        shelf.tidy()

    assert shelf.names() == [one.id for one in made[2:]]
    assert shelf.path_of(made[2], "risk.ndjson.zst") is None
    assert shelf.path_of(made[2], "risk-delta.ndjson.zst")
    assert shelf.path_of(made[3], "risk.ndjson.zst")


def test_a_half_made_one_of_a_killed_worker_goes(published):
    (published / ".making-20261124T120000Z-00000000").mkdir(parents=True)

    shelf.tidy()

    assert list(published.iterdir()) == []
    assert shelf.latest() is None
