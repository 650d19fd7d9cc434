"""What other systems keep of one operator: the bytes already published, put together in one fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import ColumnElement, Label, Row, Text, cast, column, func, null, select, table
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.core.words import Word
from app.operators.models import Identifier
from app.register.models import Entry, Restricted

if TYPE_CHECKING:
    from app.register.feed.whole import OperatorRow

COMPUTATION = table("computation", *map(column, ("id", "operator_id", "computed_at", "facts", "policy_id", "policy_sha256")))


class View(Word):
    """How much of it. A look-up node gets all that it needs to answer for any moment to come, and so the modifier too."""

    STATUS = "status", "The status"
    RISK = "risk", "The status and the modifier"
    NODE = "node", "What a look-up node answers from"


def columns(view: View) -> list[Label[Any]]:
    """To be selected from `Entry` joined with `Restricted`: all of a record in one statement, so that it is of one moment."""
    return [
        Entry.tin.label("tin"),
        Entry.seq.label("seq"),
        Restricted.status.label("status"),
        (null() if view is View.STATUS else Restricted.risk).label("risk"),
        (node() if view is View.NODE else null()).label("node"),
    ]


def encoded(row: Row[Any] | OperatorRow, view: View = View.NODE) -> bytes:
    """One record, from a row with these columns: as much of it as the view shows."""
    grown = zip(View, growing(row.tin, row.seq, row.status, row.risk, row.node), strict=True)
    return next(told for shown, told in grown if shown is view)


def growing(tin: str, seq: int, status: bytes, risk: bytes | None, node: str | None) -> Iterator[bytes]:
    """One record as each view shows it: all that the view before it does, and one thing more."""
    told = b'{"tin":%b,"seq":%d,"status":%b' % (orjson.dumps(tin), seq, status)
    yield told + b"}"
    if risk is not None:
        told += b',"risk":' + risk
    yield told + b"}"
    if node is not None:
        told += b',"node":' + node.encode()
    yield told + b"}"


def node() -> ColumnElement[str]:
    """As text: nobody here reads it. By the computation that is published, for which it is looked up once."""
    told = func.json_build_object(
        "is_public", Entry.is_public,
        "particulars", Entry.summary,
        "facts", COMPUTATION.c.facts,
        "aliases", aliases(),
        "changes_at", Entry.changes_at,
        "policy", func.json_build_object("id", COMPUTATION.c.policy_id, "sha256", COMPUTATION.c.policy_sha256),
    )  # fmt: skip
    newest = select(cast(told, Text)).where(COMPUTATION.c.operator_id == Entry.operator_id)
    return newest.order_by(COMPUTATION.c.computed_at.desc(), COMPUTATION.c.id).limit(1).correlate(Entry).scalar_subquery()


def aliases() -> ColumnElement[Any]:
    """Its other numbers, with the days between which they are its own."""
    one = func.json_build_object(
        "scheme", Identifier.scheme,
        "value", Identifier.value,
        "valid_from", Identifier.valid_from,
        "valid_to", Identifier.valid_to,
    )  # fmt: skip
    ordered = aggregate_order_by(one, Identifier.scheme, Identifier.value, Identifier.valid_from)
    theirs = select(func.json_agg(ordered)).where(Identifier.operator_id == Entry.operator_id).correlate(Entry).scalar_subquery()
    return func.coalesce(theirs, func.json_build_array())
