"""Following the register: nothing is missed, nothing comes twice, and whoever stands at the end has what stands there."""

from datetime import date

import orjson
import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from app.core.isolation import SYSTEM, enter
from app.operators.models import Identifier
from app.operators.words import Scheme
from app.reactions import republish
from app.register.feed import changes, pages
from app.register.feed.cursor import Cursor
from app.register.feed.record import View
from app.register.feed.words import ChangeKind
from app.register.models import Entry
from tests.makers import Maker
from tests.register.feed.following import publish


@pytest.fixture
def make(committed):
    return Maker(committed)


def read(session, cursor=None, limit=100, **asked):
    """A page, as the next request would see it: in a transaction of its own, and with the cursor as text."""
    session.rollback()
    page = pages.read(session, cursor and Cursor.read(str(cursor)), limit, **asked)
    session.rollback()
    return page


def kinds(page):
    return [item.kind for item in page.items]


def test_a_new_entry_is_in_the_feed_with_what_it_became(committed, reader, make):
    operator = make.authorisation().operator
    publish(committed, operator)

    page = read(reader)

    assert kinds(page) == [ChangeKind.STATUS_CHANGED, ChangeKind.MODIFIER_CHANGED]
    entry = committed.scalars(select(Entry)).one()
    told = orjson.loads(page.items[0].data)
    assert told == {"tin": operator.tin, "seq": entry.seq, "status": orjson.loads(entry.restricted.status)}
    assert not page.more


def test_what_was_read_does_not_come_again(committed, reader, make):
    operator = make.authorisation().operator
    publish(committed, operator)
    first = read(reader)

    assert read(reader, first.cursor).items == []
    publish(committed, operator)
    assert kinds(read(reader, first.cursor)) == [ChangeKind.MODIFIER_RENEWED]


def test_a_slow_transaction_is_delivered_after_those_that_overtook_it(committed, other, reader, make):
    slow, fast = make.authorisation().operator, make.authorisation().operator
    republish(other, [slow.id])
    publish(committed, fast)
    first = read(reader)

    other.commit()
    second = read(reader, first.cursor)

    assert {item.subject for item in first.items} == {fast.tin}
    assert {item.subject for item in second.items} == {slow.tin}
    assert max(item.position for item in second.items) < min(item.position for item in first.items)


def test_a_transaction_that_has_nothing_to_do_with_it_delays_nothing(committed, other, reader, make):
    other.execute(text("SELECT pg_current_xact_id()"))
    operator = make.authorisation().operator
    publish(committed, operator)

    page = read(reader)

    assert (len(page.items), page.more) == (2, False)
    assert read(reader, page.cursor).items == []


def test_pages_are_handed_out_one_after_the_other_and_the_last_one_says_so(committed, reader, make):
    publish(committed, *(make.authorisation().operator for _ in range(5)))

    cursor, positions, count = None, [], 0
    while True:
        page = read(reader, cursor, limit=3)
        cursor, count = page.cursor, count + 1
        positions += [item.position for item in page.items]
        if not page.more:
            break

    assert len(positions) == 10 == len(set(positions))
    assert positions == sorted(positions)
    assert count == 5


def test_what_is_committed_between_two_pages_comes_after_them(committed, other, reader, make):
    slow = make.authorisation().operator
    republish(other, [slow.id])
    publish(committed, *(make.authorisation().operator for _ in range(3)))
    first = read(reader, limit=2)
    other.commit()

    rest, cursor, more = [], first.cursor, True
    while more:
        page = read(reader, cursor, limit=2)
        rest, cursor, more = [*rest, *page.items], page.cursor, page.more

    positions = [item.position for item in (*first.items, *rest)]
    assert len(positions) == 8 == len(set(positions))
    assert {item.subject for item in rest[-2:]} == {slow.tin}


def test_a_look_up_node_gets_what_it_answers_from(committed, reader, make):
    operator = make.authorisation().operator
    committed.add(Identifier(operator_id=operator.id, scheme=Scheme.LEI, value="X", valid_from=date(2026, 1, 1)))
    publish(committed, operator)

    told = orjson.loads(read(reader, view=View.NODE).items[0].data)

    entry = committed.scalars(select(Entry)).one()
    assert list(told) == ["tin", "seq", "status", "risk", "node"]
    assert told["risk"] == orjson.loads(entry.restricted.risk)
    assert list(told["node"]) == ["is_public", "particulars", "facts", "aliases", "changes_at", "policy"]
    assert told["node"]["particulars"] == entry.summary
    assert told["node"]["aliases"] == [{"scheme": "lei", "value": "X", "valid_from": "2026-01-01", "valid_to": None}]
    assert told["node"]["policy"] == told["risk"]["policy"]


def test_without_other_numbers_there_are_none(committed, reader, make):
    publish(committed, make.authorisation().operator)

    assert orjson.loads(read(reader, view=View.NODE).items[0].data)["node"]["aliases"] == []


def test_clients_are_told_to_look_up_nodes_only(committed, reader, make):
    client = make.api_client("aeo.status")
    changes.note(committed, ChangeKind.CLIENT_CHANGED, client_id=client.client_id)
    committed.commit()

    assert read(reader, view=View.RISK).items == []
    (item,) = read(reader, view=View.NODE).items
    assert (item.kind.api, item.subject) == ("aeo.client.changed.v1", client.client_id)
    assert orjson.loads(item.data) == client.access.to_json() | {"is_disabled": False}


def test_some_kinds_alone_can_be_asked_for(committed, reader, make):
    operator = make.authorisation().operator
    publish(committed, operator)

    assert kinds(read(reader, kinds=[ChangeKind.MODIFIER_CHANGED])) == [ChangeKind.MODIFIER_CHANGED]


def test_what_is_rolled_back_was_never_in_the_feed(committed, reader, make):
    operator = make.authorisation().operator
    republish(committed, [operator.id])
    committed.rollback()

    assert read(reader).items == []


def test_the_head_is_where_nothing_is_unseen(committed, reader, make):
    publish(committed, make.authorisation().operator)

    assert read(reader, pages.head(reader)).items == []


def test_a_page_is_read_in_one_statement(committed, database, make):
    from sqlalchemy import event

    publish(committed, *(make.authorisation().operator for _ in range(3)))
    engine, sent = create_engine(database), []
    with Session(engine) as session:
        enter(session, SYSTEM)
        session.connection()
        event.listen(engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
        pages.read(session, None, 10, view=View.NODE)
    engine.dispose()

    assert len(sent) == 1


def test_whoever_causes_it_nodes_are_told(committed, database, reader):
    engine = create_engine(database)
    with Session(engine) as anybody:
        changes.note(anybody, ChangeKind.KEYS_CHANGED)
        anybody.commit()
    engine.dispose()

    assert kinds(read(reader, view=View.NODE)) == [ChangeKind.KEYS_CHANGED]
