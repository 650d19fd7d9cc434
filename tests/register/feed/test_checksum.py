"""Two numbers prove a mirror: as it is now, and as it was at a cursor."""

import pytest
from sqlalchemy import select

from app.reactions import republish
from app.register.feed import checksum, pages
from app.register.models import Entry
from tests.makers import Maker
from tests.register.feed.following import publish


@pytest.fixture
def make(committed):
    return Maker(committed)


def mirror(session):
    return {entry.tin: entry.seq for entry in session.scalars(select(Entry))}


def ask(session, cursor=None):
    session.rollback()
    found = checksum.at(session, cursor)
    session.rollback()
    return found.operators, found.total


def test_an_empty_register_has_none(reader):
    assert ask(reader) == (0, 0)


def test_a_mirror_with_the_same_entries_has_the_same(committed, reader, make):
    publish(committed, *(make.authorisation().operator for _ in range(7)))

    mine = mirror(committed)

    assert ask(reader) == (7, checksum.of(mine.items()))


def test_one_entry_that_lags_behind_shows(committed, reader, make):
    operators = [make.authorisation().operator for _ in range(3)]
    publish(committed, *operators)
    mine = mirror(committed)

    publish(committed, operators[1])

    assert ask(reader) != (3, checksum.of(mine.items()))


def test_at_a_cursor_it_is_that_of_then_whatever_happened_since(committed, other, reader, make):
    operators = [make.authorisation().operator for _ in range(4)]
    publish(committed, *operators)
    republish(other, [operators[3].id])
    then, cursor = mirror(reader), pages.head(reader)
    reader.rollback()

    other.commit()
    publish(committed, operators[0])
    publish(committed, operators[0], operators[1], make.authorisation().operator)

    assert ask(reader, cursor) == (4, checksum.of(then.items()))
    assert ask(reader) == (5, checksum.of(mirror(committed).items()))
