"""What is written into the replica is read from it, whole or not at all, and never once it is old."""

import multiprocessing
import os
import signal
import time
from datetime import UTC, date, datetime, timedelta

import lmdb
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.authorisations.states import State
from app.core import clock
from app.core.access import Access
from app.lookup.store import Reader, Unusable, Writer, boot_clock, generations
from app.lookup.store.checksum import of
from app.lookup.store.pulse import PULSE, Pulse
from app.lookup.store.stored import PLACES, standing, standings
from app.programme.words import AuthorisationType
from app.register.standing import Coverage, stand
from tests.lookup.records import alias, held, particulars, record

ENGINE = Access("engine", frozenset({"aeo.risk"}), frozenset({"thumb"}), 7)


def read(reader, tin):
    with reader.view() as view:
        stored = view.get(tin)
        return stored and orjson.loads(view.unpack.status(stored.status))


def holder(reader, scheme, value, day):
    with reader.view() as view:
        return view.alias(scheme, value, day)


def test_each_part_is_read_as_it_was_written(reader, put):
    one = record()
    put(one)

    with reader.view() as view:
        stored = view.get("ZZ1")
        parts = view.unpack.status(stored.status), view.unpack.risk(stored.risk), view.unpack.node(stored.node)

    assert parts == tuple(orjson.dumps(one[part]) for part in ("status", "risk", "node"))


def test_the_dictionary_of_many_serves_those_to_come(folder, reader):
    many = [record(f"ZZ{number}") for number in range(300)]
    writer = Writer.build(folder, many)
    with writer.transaction():
        writer.put(record("ZZ999"))
    writer.publish(boot_clock())

    assert read(reader, "ZZ999") == record("ZZ999")["status"]


def test_filled_in_order_or_not_all_of_it_is_there(writer, reader):
    with writer.transaction():
        for number in (1, 3, 2, 3):
            writer.append(record(f"ZZ{number}", seq=number, aliases=[alias("lei", f"L{number}")]))

    assert [read(reader, f"ZZ{number}")["seq"] for number in (1, 2, 3)] == [1, 2, 3]
    assert [holder(reader, "lei", f"L{number}", clock.today()) for number in (1, 2, 3)] == ["ZZ1", "ZZ2", "ZZ3"]
    assert writer.checksum.operators == 3


def test_what_filling_left_behind_is_gone_once_it_is_published(folder, reader):
    writer = Writer.build(folder)
    for number in range(100, 120):
        with writer.transaction():
            writer.append(record(f"ZZ{number}", aliases=[alias("lei", f"L{number}")]))
    filled = size(folder)

    writer.publish(boot_clock())

    assert size(folder) < filled
    assert all(read(reader, f"ZZ{number}") for number in range(100, 120))
    assert [path.name for path in generations.current(folder).iterdir() if "tight" in path.name] == []


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("data.*"))


def test_an_older_state_of_an_operator_replaces_no_newer_one(reader, put):
    assert put(record(seq=5), record(seq=4), record(seq=5)) == [True, False, False]

    assert read(reader, "ZZ1")["seq"] == 5


days = st.dates(date(2025, 1, 1), date(2028, 1, 1))
ever = st.builds(
    held,
    st.sampled_from(AuthorisationType),
    st.sampled_from(State),
    granted_on=days,
    effective_from=days,
    effective_to=st.none() | days,
    suspended_on=st.none() | days,
    suspended_until=st.none() | days,
    ended_on=st.none() | days,
)


@given(authorisations=st.lists(ever, min_size=1, max_size=2, unique_by=lambda one: one.type))
def test_the_standing_in_front_is_that_of_the_register(authorisations):
    known = particulars("ZZ1", *authorisations)
    stored = b"".join(standings(record("ZZ1", *authorisations)["status"]))

    for asked in Coverage:
        assert standing(stored[PLACES[asked]]) == stand(known.held, clock.today(), asked)


def test_a_number_passes_from_one_business_to_another(reader, put):
    put(
        record("ZZ1", aliases=[alias("lei", "L", "2020-01-01", "2026-01-01")]),
        record("ZZ2", aliases=[alias("lei", "L", "2026-01-01")]),
    )

    assert [holder(reader, "lei", "L", day) for day in (date(2019, 1, 1), date(2025, 12, 31), date(2026, 1, 1))] == [
        None,
        "ZZ1",
        "ZZ2",
    ]
    assert holder(reader, "eori", "L", date(2026, 1, 1)) is None


def test_a_number_given_up_is_nobodys(reader, put):
    put(record("ZZ1", aliases=[alias("lei", "L"), alias("vat", "V")]), record("ZZ2", aliases=[alias("eori", "L")]))
    put(record("ZZ1", seq=2, aliases=[alias("vat", "V")]))

    today = clock.today()
    assert [holder(reader, *one, today) for one in (("lei", "L"), ("vat", "V"), ("eori", "L"))] == [None, "ZZ1", "ZZ2"]


def test_the_checksum_is_that_of_what_is_there(writer, put):
    put(record("ZZ1"), record("ZZ2"))
    put(record("ZZ1", seq=7))

    assert writer.checksum == (2, (of("ZZ1", 7) + of("ZZ2", 1)) % 2**64)


def test_of_a_transaction_that_failed_nothing_is_there(writer, reader):
    def write_half():
        with writer.transaction():
            writer.put(record())
            writer.set_cursor("further")
            raise OSError("in the middle")

    with pytest.raises(OSError, match="in the middle"):
        write_half()

    assert (read(reader, "ZZ1"), writer.cursor, writer.checksum) == (None, None, (0, 0))


def test_a_full_disk_leaves_what_was_there(folder):
    writer = Writer.build(folder, size=1 << 20)
    with writer.transaction():
        writer.put(record("ZZ1"))

    def fill():
        with writer.transaction():
            for number in range(10_000):
                writer.put(record(f"ZZ9{number}"))

    with pytest.raises(lmdb.MapFullError):
        fill()

    assert writer.checksum.operators == 1


def test_a_client_has_its_scopes_until_it_is_dropped(writer, reader):
    with writer.transaction():
        writer.put_client(ENGINE)
    with reader.view() as view:
        assert (view.client("engine"), view.client("stranger")) == (ENGINE, None)

    with writer.transaction():
        writer.drop_client("engine")
    with reader.view() as view:
        assert view.client("engine") is None


def test_a_client_without_scopes_still_has_access(writer, reader):
    with writer.transaction():
        writer.put_client(Access("engine", frozenset()))

    with reader.view() as view:
        assert view.client("engine").scopes == frozenset()


def test_keys_policies_and_the_cursor_are_kept(writer, reader):
    with writer.transaction():
        writer.put_keys({"keys": []})
        writer.put_policy({"id": "2026.1"})
        writer.set_cursor("here")

    with reader.view() as view:
        assert (view.keys(), view.policy("2026.1"), view.policy("2027.1")) == ({"keys": []}, b'{"id":"2026.1"}', None)
    assert writer.cursor == "here"


def test_the_policy_in_force_is_the_last_begun(writer, reader):
    days = [("2026-01-01T00:00:00+00:00", "a"), ("2026-06-01T00:00:00+00:00", "b"), ("2026-06-01T00:00:00+00:00", "c")]
    with writer.transaction():
        writer.put_periods([{"from_at": from_at, "policy": policy} for from_at, policy in days])

    with reader.view() as view:
        assert [view.in_force(datetime(year, 7, 1, tzinfo=UTC)) for year in (2025, 2026)] == [None, "c"]


def test_each_commit_is_another_version(reader, put):
    put(record("ZZ1"))
    with reader.view() as view:
        first = view.version
    with reader.view() as view:
        assert view.version == first
    put(record("ZZ2"))

    with reader.view() as view:
        assert view.version != first


def test_who_lost_the_feed_answers_nothing(folder, writer):
    reader = Reader(folder, stale_after=5)

    writer.heartbeat(boot_clock() - 4)
    assert reader.view()
    writer.heartbeat(boot_clock() - 6)
    assert reader.view() is None


def test_nothing_is_answered_by_a_clock_that_was_set_until_the_next_beat(folder, writer, monkeypatch):
    reader, day = Reader(folder, stale_after=5), time.time()
    assert reader.view()

    for moved in (-3600, 3600, 2.5):
        monkeypatch.setattr("app.lookup.store.pulse.time.time", lambda moved=moved: day + moved)
        assert reader.view() is None
        writer.heartbeat(boot_clock())
        assert reader.view()


def test_a_beat_before_the_machine_started_anew_counts_for_nothing(folder, writer, monkeypatch):
    monkeypatch.setattr("app.lookup.store.pulse.this_boot", lambda: b"of the next start")

    assert Pulse(generations.current(folder) / PULSE).age() == float("inf")


def test_without_a_replica_nothing_is_answered(folder):
    assert Reader(folder, stale_after=5).view() is None


def test_a_generation_in_the_making_is_read_by_nobody(folder, reader, put):
    put(record("ZZ1"))
    Writer.build(folder)

    assert read(reader, "ZZ1")


def test_readers_go_over_to_the_next_generation(folder, reader, put):
    put(record("ZZ1"))
    assert read(reader, "ZZ1")
    following = Writer.build(folder)
    with following.transaction():
        following.put(record("ZZ2"))
    following.publish(boot_clock())

    assert (read(reader, "ZZ1"), read(reader, "ZZ2")["tin"]) == (None, "ZZ2")
    assert len([one for one in folder.iterdir() if one.is_dir() and not one.is_symlink()]) == 1


def test_another_layout_is_built_anew(folder, writer, monkeypatch):
    with writer._environment.begin(write=True, db=writer._tables.once) as change:
        change.put(b"layout", b"of yesterday")
    writer.close()

    with pytest.raises(Unusable):
        Writer.open(folder)
    assert Reader(folder, stale_after=60).view() is None


def test_a_broken_file_is_built_anew(folder, writer):
    path = generations.current(folder)
    writer.close()
    (path / "data.mdb").write_bytes(b"nonsense" * 4096)

    with pytest.raises(Unusable):
        Writer.open(folder)


def test_where_there_is_none_one_must_be_built(folder):
    with pytest.raises(Unusable):
        Writer.open(folder)


def write_and_die(folder):
    writer = Writer.open(folder)
    with writer.transaction():
        writer.put(record("ZZ2"))
        writer.set_cursor("never")
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_writer_killed_in_the_middle_leaves_the_last_commit(folder, writer, put):
    put(record("ZZ1"))
    writer.close()
    process = multiprocessing.get_context("spawn").Process(target=write_and_die, args=(folder,))
    process.start()
    process.join()

    again = Writer.open(folder)

    assert (process.exitcode, again.cursor, again.checksum.operators) == (-signal.SIGKILL, None, 1)
    with again.transaction():
        assert again.put(record("ZZ2", held(effective_to=clock.today() + timedelta(days=3))))
