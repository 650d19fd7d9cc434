"""The whole register in one stream: each operator as the feed tells it, with what it became since a cursor."""

import pytest
from sqlalchemy import select

from app.reactions import republish
from app.register.feed import pages, record, whole
from app.register.feed.record import View
from app.register.models import Entry, Restricted
from tests.makers import Maker


@pytest.fixture
def session(committed):
    return committed


@pytest.fixture
def published(session):
    def publish(**values):
        operator = Maker(session).operator(**values)
        Maker(session).authorisation(operator)
        republish(session, [operator.id])
        session.commit()
        return operator

    return publish


def test_each_operator_is_told_as_in_the_feed_by_the_bytes_of_its_tin(session, published):
    for tin in ("ZZ9", "ZZA1", "ZZ10", "ZZ1"):
        published(tin=tin, name='Søn & "Daughter" 100 % \\ Ltd\tand more')

    told = list(whole.streamed(session))

    rows = session.execute(select(*record.columns(View.NODE)).join(Restricted, Restricted.entry_id == Entry.id)).all()
    assert [one.tin for one in told] == ["ZZ1", "ZZ10", "ZZ9", "ZZA1"]
    assert {record.encoded(one) for one in told} == {record.encoded(row) for row in rows}
    assert not any(one.has_changed for one in told)


def test_what_changed_since_a_cursor_is_told_however_often_it_did(session, published):
    stays, changes = published(), published()
    cursor = pages.head(session)
    session.commit()
    for _ in range(2):
        republish(session, [changes.id])
    session.commit()

    assert {one.tin: one.has_changed for one in whole.streamed(session, cursor)} == {stays.tin: False, changes.tin: True}


def test_no_record_is_read_before_it_is_its_turn(session, published):
    published()
    told = whole.everything(pages.head(session)).compile(session.connection(), compile_kwargs={"literal_binds": True})

    plan = session.connection().exec_driver_sql(f"EXPLAIN {told}").scalars().all()

    assert plan[0].startswith("Nested Loop")
