"""A cursor outlives no restore: what it says of the past would not be that of this register."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from app.core import clock
from app.core.isolation import CLIENT, enter
from app.reactions import republish
from app.register.feed import changes, checksum, epoch, pages
from app.register.feed.cursor import Cursor, Expired, NotACursor
from app.register.feed.models import Change
from tests.makers import Maker


@pytest.fixture
def make(committed):
    return Maker(committed)


def publish(session, *operators):
    republish(session, [one.id for one in operators])
    session.commit()


def read(address, cursor=None, limit=100):
    engine = create_engine(address)
    try:
        with Session(engine) as session:
            enter(session, CLIENT)
            return pages.read(session, cursor, limit)
    finally:
        engine.dispose()


def test_a_renewed_epoch_ends_the_cursors_given_out_before(database, committed, make):
    publish(committed, make.authorisation().operator)
    cursor = read(database).cursor

    epoch.renew(committed)
    committed.commit()

    with pytest.raises(Expired):
        read(database, cursor)


def test_changes_of_another_epoch_are_never_handed_out(database, committed, make):
    publish(committed, make.authorisation().operator)
    epoch.renew(committed)
    committed.commit()

    first = read(database)
    assert first.items == []
    new = make.authorisation().operator
    publish(committed, new)
    assert {item.subject for item in read(database, first.cursor).items} == {new.tin}


def test_a_change_under_way_is_waited_for_so_that_no_cursor_falls_between_two_epochs(database, committed, other, make):
    republish(other, [make.authorisation().operator.id])

    def renew():
        epoch.renew(committed)
        committed.commit()
        return clock.now()

    with ThreadPoolExecutor() as threads:
        renewed = threads.submit(renew)
        sleep(0.2)
        committed_at = clock.now()
        other.commit()
        assert renewed.result(timeout=20) > committed_at
    assert len(set(committed.scalars(select(Change.epoch)))) == 1


def test_a_copy_of_the_database_is_another_register(server, database, committed, make):
    publish(committed, make.authorisation().operator)
    cursor = read(database).cursor
    committed.close()
    committed.get_bind().dispose()

    server.drop_database("aeo_restored")
    server.create_database("aeo_restored", template="aeo_fresh")

    assert read(database, cursor).items == []
    with pytest.raises(Expired):
        read(server.url("aeo_restored"), cursor)
    server.drop_database("aeo_restored")


def put_back(server, session):
    """As a disk that is put back: the changes after the first operator's never were, and other ones take their places."""
    owner = create_engine(server.url("aeo_fresh", user="postgres"))
    with owner.begin() as connection:
        connection.execute(text("DELETE FROM register_change WHERE position > 2"))
        connection.execute(text("SELECT setval('register_change_position_seq', 2)"))
    owner.dispose()


def test_a_disk_that_was_put_back_is_found_out_while_it_lags_behind(server, database, committed, make):
    publish(committed, make.authorisation().operator)
    publish(committed, make.authorisation().operator)
    cursor = read(database).cursor

    put_back(server, committed)

    with pytest.raises(Expired):
        read(database, cursor)


def test_and_after_it_has_overtaken_what_was_lost(server, database, committed, make):
    first, second = make.authorisation().operator, make.authorisation().operator
    publish(committed, first)
    early = read(database).cursor
    publish(committed, second)
    late = read(database).cursor

    put_back(server, committed)
    for _ in range(4):
        publish(committed, first)

    with pytest.raises(Expired):
        read(database, late)
    assert len(read(database, early).items) == 4


def test_a_transaction_number_used_again_after_a_crash_hides_nothing(server, database, committed, make):
    """PostgreSQL gives the number of a transaction that left no trace in its log to another one."""
    operator = make.authorisation().operator
    publish(committed, operator)
    cursor = read(database).cursor

    publish(committed, operator)
    owner = create_engine(server.url("aeo_fresh", user="postgres"))
    with owner.begin() as connection:
        connection.execute(text("UPDATE register_change SET xid = 800 WHERE position = 3"))
    owner.dispose()

    assert [item.position for item in read(database, cursor).items] == [3]


def test_a_cursor_is_good_for_ninety_days(database, committed, make):
    publish(committed, make.authorisation().operator)
    cursor = read(database).cursor

    with clock.at(clock.now() + timedelta(days=89)):
        assert read(database, cursor).items == []
    with clock.at(clock.now() + timedelta(days=91)), pytest.raises(Expired):
        read(database, cursor)


def test_the_checksum_of_another_epoch_is_not_told_either(database, committed, make):
    publish(committed, make.authorisation().operator)
    cursor = read(database).cursor
    epoch.renew(committed)
    committed.commit()

    with pytest.raises(Expired):
        checksum.at(committed, cursor)


def test_changes_that_no_cursor_reaches_are_forgotten(committed, make):
    operator = make.authorisation().operator
    for days in (101, 99, 0):
        with clock.at(clock.now() - timedelta(days=days)):
            publish(committed, operator)

    changes.sweep(committed)
    committed.commit()

    ages = {(clock.now() - at).days for at in committed.scalars(select(Change.at))}
    assert ages == {99, 0}


def test_in_a_register_where_nothing_happens_cursors_stay_good(database, committed, make):
    with clock.at(clock.now() - timedelta(days=200)):
        publish(committed, make.authorisation().operator)
    cursor = read(database).cursor

    changes.sweep(committed)
    committed.commit()

    assert read(database, cursor).items == []


def test_a_cursor_is_read_as_it_was_written(database, committed, make):
    publish(committed, *(make.authorisation().operator for _ in range(3)))
    cursor = read(database, limit=2).cursor

    again = Cursor.read(str(cursor))

    assert again.ahead is not None
    assert str(again) == str(cursor)


@pytest.mark.parametrize("written", ["", "x", "é", "not a cursor!", "AAAA"])
def test_what_is_no_cursor_is_said_to_be_none(written):
    with pytest.raises(NotACursor):
        Cursor.read(written)


def test_a_cursor_that_was_changed_is_worth_nothing(database):
    written = str(read(database).cursor)
    changed = written[:-4] + ("AAAA" if written[-4:] != "AAAA" else "BBBB")

    with pytest.raises(Expired):
        Cursor.read(changed)


def test_another_key_of_the_portal_ends_every_cursor(database, monkeypatch):
    from app.config import settings

    written = str(read(database).cursor)
    monkeypatch.setenv("SECRET_KEY", "another-key-another-key-another-key-another")
    settings.cache_clear()
    try:
        with pytest.raises(Expired):
            Cursor.read(written)
    finally:
        monkeypatch.undo()
        settings.cache_clear()
