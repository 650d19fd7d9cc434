"""Counting what systems ask: here, and at look-up nodes that tell of it."""

from collections import Counter
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import create_engine, select

from app.accounts import clients
from app.api import metering, schemas
from app.core import clock, ids
from app.core.refusals import LARGEST_BODY
from app.core.windows import IDS
from app.extensions import db
from app.lookup.spool import batches
from app.usage.flushing import Flushing
from app.usage.models import HourOfUse, Look
from app.usage.noted import NUMBERS, READS, USES, Read, Taken, Usage, Use

USAGE = "/api/v1/usage"


@pytest.fixture
def kept(app, session):
    """`kept()` is what was counted, once a second is over."""
    metering.USAGE.take()

    def flushed():
        with app.app_context():
            metering.Ledger(db.engine).keep(metering.USAGE.take())
        found = session.scalars(select(HourOfUse).order_by(HourOfUse.operation, HourOfUse.id))
        return {(one.client_id, one.operation): (one.calls, one.ids, one.refused) for one in found}

    return flushed


def test_calls_numbers_and_refusals_are_counted(client, give, bearer, listed, kept):
    system, tin = give("aeo.status"), listed().tin
    token = bearer(system)
    client.get(f"/api/v1/operators/{tin}/status", headers=token)
    client.post("/api/v1/status:batch", json={"ids": [tin, "??"]}, headers=token)
    client.get(f"/api/v1/operators/{tin}/risk", headers=token)

    assert {name: counts for (_, name), counts in kept().items()} == {
        "show_status": (1, 1, 0),
        "show_statuses": (1, 2, 0),
        "show_risk": (1, 0, 1),
    }


def test_whoever_looks_at_a_modifier_is_written_down(client, session, give, bearer, listed, kept):
    system, one, other = give("aeo.risk"), listed(), listed()
    token = bearer(system)
    for _ in range(2):
        client.get(f"/api/v1/operators/{one.tin}/risk", headers=token)
    client.post("/api/v1/risk:batch", json={"ids": [other.tin, "ZZ404"]}, headers=token)
    kept()

    looks = {look.operator_id: (look.client_id, look.times) for look in session.scalars(select(Look))}
    assert {one.id: (system.id, 2), other.id: (system.id, 1)}.items() <= looks.items()


def test_a_look_at_a_past_moment_and_by_its_receipt_is_one_too(client, session, give, bearer, listed, kept):
    system, one, other = give("aeo.risk"), listed(), listed()
    token, now = bearer(system), f"{clock.now():%Y-%m-%dT%H:%M:%S.%fZ}"
    receipt = client.get(f"/api/v1/operators/{one.tin}/risk?as_of={now}", headers=token).json["receipt"]
    client.post("/api/v1/risk:batch", json={"ids": [other.tin], "as_of": now}, headers=token)
    assert client.get(f"/api/v1/receipts/{receipt}", headers=token).status_code == 200
    kept()

    looks = {look.operator_id: look.times for look in session.scalars(select(Look).where(Look.client_id == system.id))}
    assert looks == {one.id: 2, other.id: 1}


def test_a_look_at_the_status_is_not(client, session, give, bearer, listed, kept):
    operator = listed()
    client.get(f"/api/v1/operators/{operator.tin}/status", headers=bearer(give("aeo.status")))
    kept()

    assert session.scalars(select(Look).where(Look.operator_id == operator.id)).all() == []


def test_the_public_is_counted_for_nobody(client, listed, kept):
    client.get(f"/api/v1/operators/{listed(public=True).tin}/status")

    assert not metering.USAGE.take()


def test_counting_adds_no_statement_to_an_answer(client, give, bearer, listed, queries, kept):
    token, tin = bearer(give("aeo.risk")), listed().tin
    queries.clear()
    client.get(f"/api/v1/operators/{tin}/risk", headers=token)

    assert not [one for one in queries if "hour_of_use" in one or " look " in one]


def test_a_database_that_is_away_loses_nothing(app, client, give, bearer, dead_database, kept):
    usage = Usage()
    usage.note("engine", "show_status", 1)
    with app.app_context():
        flushing = Flushing(usage, metering.Ledger(db.engine))
        flushing.flush()

    assert len(flushing._held) == 1


@pytest.fixture
def node(give, bearer):
    return bearer(give("aeo.node"))


@pytest.fixture
def told(give, listed):
    """A batch as a node sends it."""
    system, operator = give("aeo.risk"), listed()
    batch = {
        "id": str(ids.fresh()),
        "uses": [{"client_id": system.client_id, "operation": "show_risk", "calls": 7, "ids": 7, "refused": 1}],
        "reads": [{"at": clock.now().isoformat(), "client_id": system.client_id, "tins": [operator.tin]}],
    }
    return system, operator, batch


def test_a_node_tells_what_it_answered_and_is_believed_once(client, session, give, bearer, told):
    system, operator, batch = told
    node = bearer(give("aeo.node"))

    answers = [client.post(USAGE, json=batch, headers=node).json for _ in range(2)]

    assert answers == [{"taken": True}, {"taken": False}]
    (hour,) = session.scalars(select(HourOfUse).where(HourOfUse.client_id == system.id))
    assert (hour.calls, hour.ids, hour.refused) == (7, 7, 1)
    assert session.scalars(select(Look).where(Look.operator_id == operator.id)).one().client_id == system.id


def test_the_fullest_batch_is_no_larger_than_any_question():
    """With the longest names and numbers there are."""
    taken, name, tins = Taken(Counter(), Counter(), Counter(), []), "s" * clients.LONGEST, ["ZZ" + "1" * 15] * 10
    taken.calls.update({Use(f"{number:060}", "show_statuses"): 2**31 - 1 for number in range(USES + 1)})
    taken.reads.extend(Read(clock.now(), name, tins[: 3 + (number < NUMBERS - 3 * READS)]) for number in range(READS + 1))

    first, second = batches(taken)

    assert (len(first["uses"]), len(first["reads"]), numbers(first)) == (USES, READS, NUMBERS)
    assert (len(second["uses"]), len(second["reads"])) == (1, 1)
    assert len(orjson.dumps(first)) < LARGEST_BODY
    assert schemas.UsageQuestion.model_validate_json(orjson.dumps(first))


def numbers(batch):
    return sum(len(one["tins"]) for one in batch["reads"])


@pytest.mark.parametrize(
    ("part", "many", "tins"),
    [("uses", USES + 1, 1), ("reads", READS + 1, 1), ("reads", 11, 1_000)],
    ids=["uses", "reads", "tins"],
)
def test_more_than_a_batch_is_refused(client, node, told, *, part, many, tins):
    batch = told[2]
    batch["reads"][0]["tins"] *= tins

    answer = client.post(USAGE, json=batch | {part: batch[part] * many}, headers=node)

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (400, f"/{part}" if tins == 1 else "")


def test_a_body_larger_than_any_question_is_not_read(client, give, bearer, told):
    body = orjson.dumps(told[2]) + b" " * LARGEST_BODY

    answer = client.post(USAGE, data=body, content_type="application/json", headers=bearer(give("aeo.node")))

    assert answer.status_code == 413


def test_what_a_node_tells_is_counted_apart_from_what_it_asks(client, give, bearer, told):
    node = give("aeo.node", "aeo.status")
    IDS.take(f"told by {node.client_id}", IDS.limit, clock.now().timestamp())
    with clock.at(clock.now()):
        answer = client.post(USAGE, json=told[2], headers=bearer(node))
        asked = client.get("/api/v1/operators/ZZ1000000001/status", headers=bearer(node))

    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)
    assert asked.status_code != 429


def test_an_operation_that_there_is_not_is_refused(client, give, bearer, told):
    batch = told[2]
    invented = batch["uses"] + [batch["uses"][0] | {"operation": "show_nothing"}]

    answer = client.post(USAGE, json=batch | {"uses": invented}, headers=bearer(give("aeo.node")))

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (400, "/uses/1/operation")


def test_equal_uses_of_a_batch_are_added_up(client, session, give, bearer, told):
    system, _, batch = told

    client.post(USAGE, json=batch | {"uses": batch["uses"] * 2}, headers=bearer(give("aeo.node")))

    (hour,) = session.scalars(select(HourOfUse).where(HourOfUse.client_id == system.id))
    assert (hour.calls, hour.ids, hour.refused) == (14, 14, 2)


def test_what_was_counted_while_the_portal_was_away_falls_into_its_own_hour(client, session, give, bearer, told):
    system, _, batch = told
    then = clock.now() - timedelta(hours=5)

    client.post(USAGE, json=batch | {"at": then.isoformat()}, headers=bearer(give("aeo.node")))

    (hour,) = session.scalars(select(HourOfUse).where(HourOfUse.client_id == system.id))
    assert hour.last_at == then


@pytest.mark.parametrize("away", [timedelta(days=-31), timedelta(minutes=2), timedelta(days=4000)])
@pytest.mark.parametrize("place", ["at", "reads"])
def test_nothing_is_told_of_times_long_gone_or_to_come(client, session, give, bearer, told, *, away, place):
    system, _, batch = told
    moment = (clock.now() + away).isoformat()
    wrong = {"at": moment} if place == "at" else {"reads": [batch["reads"][0] | {"at": moment}]}

    answer = client.post(USAGE, json=batch | wrong, headers=bearer(give("aeo.node")))

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (400, f"/{place}")
    assert session.scalars(select(HourOfUse).where(HourOfUse.client_id == system.id)).all() == []


def test_only_a_node_is_believed(client, give, bearer, told):
    assert client.post(USAGE, json=told[2], headers=bearer(give("aeo.risk"))).status_code == 403
    assert client.post(USAGE, json=told[2]).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "one"},
        {"uses": None},
        {"reads": [{"at": "today", "client_id": "x", "tins": []}]},
        {"more": 1},
        {"at": "2026-01-01T00:00:00"},
    ],
)
def test_a_batch_that_cannot_be_read_is_refused_with_the_place(client, give, bearer, told, wrong):
    answer = client.post(USAGE, json=told[2] | wrong, headers=bearer(give("aeo.node")))

    assert (answer.status_code, bool(answer.json["errors"])) == (400, True)


def test_a_pool_that_is_empty_is_tried_again_like_a_database_that_is_away(database):
    engine = create_engine(database, pool_size=1, max_overflow=0, pool_timeout=0.01)
    noted = Usage()
    noted.note("port-engine", "show_status", 1)

    with engine.connect(), pytest.raises(OSError, match="does not take it"):
        metering.Ledger(engine).keep(noted.take())

    engine.dispose()
