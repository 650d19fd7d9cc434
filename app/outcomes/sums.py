"""The sums that are read in place of outcomes, however many there are: kept in the transaction of each outcome."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Date, DateTime, Enum, ForeignKey, Integer, Table, Text

from app.core.database import Base
from app.core.words import Word
from app.outcomes.filed import COUNTS
from app.outcomes.words import Selection, Size
from app.programme.words import Role


def key(name: str, kind: Any, *more: Any) -> Column[Any]:
    return Column(name, kind, *more, primary_key=True)


def word(kind: type[Word], name: str) -> Enum:
    """A word in a column of a table that has no class."""
    return Enum(kind, name=name, native_enum=False, create_constraint=True, length=40, values_callable=list)


def numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False, server_default="0") for name in names]


# What happened to the declarations of an operator in a month, by its role in them and by why they were controlled.
operator_sum = Table(
    "outcome_sum",
    Base.metadata,
    key("operator_id", ForeignKey("operator.id")),
    key("month", Date),
    key("role", word(Role, "role")),
    key("selection", word(Selection, "selection")),
    *numbers(*COUNTS),
)

# The sample by day, as a day decides when a check grows too old to count.
operator_day = Table(
    "outcome_day",
    Base.metadata,
    key("operator_id", ForeignKey("operator.id")),
    key("on", Date),
    key("role", word(Role, "role")),
    *numbers("checks", "errors"),
)

# The same month for all who are not here together: nobody is told apart.
peer_sum = Table(
    "outcome_peer_sum",
    Base.metadata,
    key("month", Date),
    key("role", word(Role, "role")),
    key("size", word(Size, "size")),
    key("selection", word(Selection, "selection")),
    *numbers(*COUNTS),
)

# How many they were: a hash of each number, for as long as statistics look back.
peer = Table(
    "outcome_peer",
    Base.metadata,
    key("month", Date),
    key("role", word(Role, "role")),
    key("size", word(Size, "size")),
    key("trader", BigInteger),
)

# What each system tells, so that one without a random sample is noticed.
source = Table(
    "outcome_source",
    Base.metadata,
    key("system", Text),
    key("month", Date),
    *numbers("declarations", "controls", "sampled"),
)

# Operators whose modifier rests on checks that came in since it was computed.
due = Table(
    "outcome_due",
    Base.metadata,
    key("operator_id", ForeignKey("operator.id")),
    Column("since", DateTime(timezone=True), nullable=False),
)
