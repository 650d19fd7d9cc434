from datetime import UTC, datetime

import orjson
from sqlalchemy import Text, cast, func, select

from app.core import bulk, ids
from app.register.status_list.models import StatusList
from app.risk.models import Computation

NOON = datetime(2026, 11, 5, 12, 0, 0, 250_000, tzinfo=UTC)


def row(number, **values):
    return {"id": ids.fresh(), "number": number, "kid": None, "issued_at": NOON, **values}


def lists(session):
    found = select(StatusList.number, StatusList.kid, StatusList.issued_at).where(StatusList.number > 100)
    return [tuple(one) for one in session.execute(found.order_by(StatusList.number))]


def test_many_rows_are_written_as_they_are(session):
    bulk.add_all(session, StatusList, [row(101, kid='"é" \\ {}'), row(102)])

    assert lists(session) == [(101, '"é" \\ {}', NOON), (102, None, NOON)]


def test_none_are_written_without_a_statement(session):
    bulk.add_all(session, StatusList, [])
    bulk.put_all(session, StatusList, [], key="number")

    assert lists(session) == []


def test_what_is_there_is_written_anew_and_keeps_its_id(session):
    first = row(101)
    bulk.put_all(session, StatusList, [first], key="number")
    bulk.put_all(session, StatusList, [row(101, kid="b"), row(102)], key="number")

    assert lists(session) == [(101, "b", NOON), (102, None, NOON)]
    assert session.scalars(select(StatusList.id).where(StatusList.number == 101)).one() == first["id"]


def test_a_column_for_all_rows_is_worked_out_by_the_database(session):
    rows = [{"id": ids.fresh(), "number": number} for number in (101, 102)]

    bulk.add_all(session, StatusList, rows, kid=select(func.upper("a")).scalar_subquery())

    assert lists(session) == [(101, "A", None), (102, "A", None)]


def test_a_document_of_json_is_kept_word_for_word(session, make):
    computed = {"reasons": ["C10", "A10"], "figures": {"b": 1.50, "a": [{"é": '"'}]}}
    made = {"computed_at": NOON, "valid_until": NOON, "policy_id": "x", "policy_sha256": "y", "fiscal": 0, "security": 0}
    row = {"id": ids.fresh(), "operator_id": make.operator().id, "facts": {}, "output": computed, **made}

    bulk.add_all(session, Computation, [row])

    kept = session.scalars(select(cast(Computation.output, Text)).where(Computation.id == row["id"])).one()
    assert kept == orjson.dumps(computed).decode()
