"""The feed as other systems see it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import monotonic, sleep
from uuid import UUID

import orjson
import pytest
from sqlalchemy import select

from app.accounts import client_changes
from app.api import waiting
from app.api.schemas import ChangesAnswer, ChecksumAnswer
from app.core import clock
from app.register.feed import changes, checksum, epoch
from app.register.feed.words import ChangeKind
from app.register.models import Entry
from app.webhooks import message
from tests.register.feed.following import let_rest
from tests.served import wait_until

CHANGES = "/api/v1/changes"


@pytest.fixture
def follower(give, bearer):
    """The headers of a system that mirrors the register."""
    return bearer(give("aeo.changes"))


@pytest.fixture
def head(client, follower):
    """The cursor at which nothing is new."""
    answer = client.get(f"{CHANGES}?limit=1000", headers=follower).json
    while answer["more"]:
        answer = client.get(answer["next"], headers=follower).json
    return answer["cursor"]


@pytest.fixture
def bell():
    yield
    if waiting.bell.cache_info().currsize:
        let_rest(waiting.bell())
        waiting.bell.cache_clear()


def until_it_waits():
    """Who asked has looked, found nothing, and hears the bell."""
    wait_until(lambda: waiting.bell.cache_info().currsize and waiting.bell().rung)


def follow(client, headers, cursor, **asked):
    return client.get(CHANGES, query_string={"cursor": cursor, **asked}, headers=headers)


def test_a_change_is_told_in_the_words_of_cloudevents(client, session, follower, head, listed):
    operator = listed()

    answer = follow(client, follower, head)

    entry = session.scalars(select(Entry).where(Entry.operator_id == operator.id)).one()
    told = answer.json["items"][0]
    assert list(told) == ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "sequence", "data"]
    assert (told["type"], told["subject"]) == ("aeo.status.changed.v1", operator.tin)
    assert told["data"] == {"tin": operator.tin, "seq": entry.seq, "status": orjson.loads(entry.restricted.status)}
    assert told["time"].endswith("Z")
    assert answer.headers["Cache-Control"] == "no-store"
    ChangesAnswer.model_validate(answer.json)


def test_a_message_to_a_webhook_names_the_change_as_the_feed_does(client, follower, head, listed):
    listed()
    told = follow(client, follower, head).json["items"][0]

    sent = orjson.loads(message.body(UUID(told["id"]), told["type"], told["subject"], 1, datetime.fromisoformat(told["time"])))

    assert {name: told[name] for name in told if name not in {"sequence", "data"}} == {
        name: sent[name] for name in sent if name != "data"
    }


def test_the_next_question_stands_in_header_and_body(client, follower, head, listed):
    listed()

    answer = follow(client, follower, head, limit=1, types="aeo.status.changed.v1")

    assert f'<{answer.json["next"]}>; rel="next"' in answer.headers["Link"]
    again = client.get(answer.json["next"], headers=follower)
    assert (again.status_code, again.json["items"]) == (200, [])


def test_the_modifier_is_for_those_who_may_ask_for_it(client, give, bearer, head, listed):
    listed()

    answers = {
        scopes: follow(client, bearer(give(*scopes)), head).json["items"][0]["data"]
        for scopes in (("aeo.changes",), ("aeo.changes", "aeo.risk"), ("aeo.changes", "aeo.node"))
    }

    assert [list(data) for data in answers.values()] == [
        ["tin", "seq", "status"],
        ["tin", "seq", "status", "risk"],
        ["tin", "seq", "status", "risk", "node"],
    ]


def test_a_look_up_node_hears_of_the_access_of_other_systems(client, session, give, bearer, head):
    system = give("aeo.status")
    changes.note(session, ChangeKind.CLIENT_CHANGED, client_id=system.client_id)
    changes.note(session, ChangeKind.KEYS_CHANGED)
    session.commit()

    told = follow(client, bearer(give("aeo.changes", "aeo.node")), head).json

    ChangesAnswer.model_validate(told)
    assert told["items"][-2]["data"]["client_id"] == told["items"][-2]["subject"] == system.client_id
    assert (told["items"][-1]["type"], told["items"][-1]["data"]) == ("aeo.keys.changed.v1", {})


def test_without_the_scope_nobody_follows(client, give, bearer):
    refused = client.get(CHANGES, headers=bearer(give("aeo.status", "aeo.risk")))

    assert (refused.status_code, refused.json["type"]) == (403, "/problems/insufficient-scope")
    assert client.get(CHANGES).status_code == 401


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=+1", "limit"),
        ("limit=٣", "limit"),
        ("wait=26", "wait"),
        ("wait=-1", "wait"),
        ("types=", "types"),
        ("types=aeo.client.changed.v1", "types"),
        ("cursor=x", "cursor"),
        ("cursor=", "cursor"),
    ],
)
def test_what_cannot_be_read_is_named(client, follower, query, parameter):
    refused = client.get(f"{CHANGES}?{query}", headers=follower)

    assert (refused.status_code, refused.json["errors"][0]["parameter"]) == (400, parameter)


def test_after_a_restore_one_is_led_to_the_snapshot(client, session, follower, head):
    epoch.renew(session)
    session.commit()

    gone = follow(client, follower, head)

    assert (gone.status_code, gone.json["type"]) == (410, "/problems/cursor-expired")
    assert gone.json["snapshot"] == "/api/v1/snapshots/latest"
    assert gone.headers["Link"] == '</api/v1/snapshots/latest>; rel="alternate"'


def test_a_cursor_that_is_too_old_leads_there_too(client, give, bearer, head):
    system = give("aeo.changes")
    with clock.at(clock.now() + timedelta(days=91)):
        assert follow(client, bearer(system), head).status_code == 410
        assert client.get(f"{CHANGES}/checksum?at={head}", headers=bearer(system)).status_code == 410


def test_who_waits_is_answered_when_something_happens(app, client, follower, head, listed, bell):
    with ThreadPoolExecutor() as threads:
        waited = threads.submit(follow, client, follower, head, wait=20)
        until_it_waits()
        assert not waited.done()
        operator = listed()
        committed = monotonic()
        answer = waited.result(timeout=20)

    assert answer.json["items"][0]["subject"] == operator.tin
    assert monotonic() - committed < 2


def test_who_waits_in_vain_is_answered_in_time_and_goes_on_from_there(client, follower, head, bell):
    begun = monotonic()

    answer = follow(client, follower, head, wait=1)

    assert 1 <= monotonic() - begun < 3
    assert (answer.json["items"], answer.json["more"]) == ([], False)


def test_who_waits_holds_no_connection_and_takes_no_more_than_its_places(app, follower, head, bell):
    from app.extensions import db

    with ThreadPoolExecutor() as threads:
        waiting_ones = [threads.submit(follow, app.test_client(), follower, head, wait=3) for _ in range(waiting.AT_MOST)]
        sleep(1)
        begun = monotonic()
        answer = follow(app.test_client(), follower, head, wait=20)
        took = monotonic() - begun
        with app.app_context():
            held = min(db.engine.pool.checkedout() for _ in range(100) if not sleep(0.001))
        assert not any(one.done() for one in waiting_ones)

    assert took < 1
    assert answer.json["items"] == []
    assert held == 0


def test_who_loses_its_access_while_it_waits_is_out(client, session, give, bearer, head, bell):
    from app.accounts import clients

    system = give("aeo.changes")
    with ThreadPoolExecutor() as threads:
        waited = threads.submit(follow, client, bearer(system), head, wait=20)
        until_it_waits()
        clients.disable(session, system, by=None)
        session.commit()
        assert waited.result(timeout=20).status_code == 401


def test_who_loses_the_scope_while_it_waits_is_told_nothing_more(client, session, give, bearer, head, bell):
    system = give("aeo.changes", "aeo.status")
    with ThreadPoolExecutor() as threads:
        waited = threads.submit(follow, client, bearer(system), head, wait=20)
        until_it_waits()
        client_changes.rescope(session, system, ["aeo.status"], by=None)
        session.commit()
        assert waited.result(timeout=20).status_code == 403


@pytest.mark.usefixtures("bell")
def test_who_loses_the_modifiers_while_it_waits_reads_none(client, session, give, bearer, head, listed):
    system = give("aeo.changes", "aeo.risk")
    with ThreadPoolExecutor() as threads:
        waited = threads.submit(follow, client, bearer(system), head, wait=20)
        until_it_waits()
        client_changes.rescope(session, system, ["aeo.changes"], by=None)
        session.commit()
        listed()
        items = waited.result(timeout=20).json["items"]

    assert items
    assert not any("risk" in one["type"] or "risk" in one["data"] for one in items)


def test_a_mirror_proves_itself_by_the_checksum(client, session, follower, head, listed):
    listed()
    answer = follow(client, follower, head).json
    listed()

    proof = client.get(f"{CHANGES}/checksum?at={answer['cursor']}", headers=follower)

    entries = session.execute(select(Entry.tin, Entry.seq).order_by(Entry.seq)).all()[:-1]
    assert (proof.json["count"], proof.json["checksum"]) == (len(entries), f"{checksum.of(entries):016x}")
    assert proof.json["cursor"] == answer["cursor"]
    ChecksumAnswer.model_validate(proof.json)


def test_without_a_cursor_the_checksum_comes_with_the_one_it_holds_for(client, follower, listed):
    listed()

    proof = client.get(f"{CHANGES}/checksum", headers=follower).json

    assert client.get(f"{CHANGES}/checksum?at={proof['cursor']}", headers=follower).json == proof
    assert follow(client, follower, proof["cursor"]).json["items"] == []


def test_in_the_middle_of_the_pages_a_mirror_is_not_whole(client, follower, listed):
    listed()
    answer = client.get(f"{CHANGES}?limit=1", headers=follower).json

    refused = client.get(f"{CHANGES}/checksum?at={answer['cursor']}", headers=follower)

    assert (refused.status_code, refused.json["errors"][0]["parameter"]) == (400, "at")


def test_a_page_takes_at_most_three_statements(client, follower, head, listed, queries):
    listed()

    queries.clear()
    follow(client, follower, head)

    assert len(queries) <= 3


@pytest.mark.usefixtures("dead_database")
def test_a_feed_that_cannot_be_read_is_no_empty_one(client, follower):
    for address in (CHANGES, f"{CHANGES}?wait=5", f"{CHANGES}/checksum"):
        refused = client.get(address, headers=follower)
        assert (refused.status_code, refused.json["type"]) == (503, "/problems/unavailable")
        assert refused.headers["Retry-After"]


def test_an_administrator_renews_the_epoch_after_a_restore(app, client, follower, head):
    result = app.test_cli_runner().invoke(args=["programme", "renew-epoch"])

    assert result.exit_code == 0, result.output
    assert follow(client, follower, head).status_code == 410
