"""Statistics as they were last worked out, from sums alone: who is compared with whom, and what came of it."""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, ForeignKey, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from app.core.database import Base
from app.outcomes.filed import COUNTS
from app.outcomes.sums import key, numbers, word
from app.outcomes.words import Selection
from app.programme.words import Role

DERIVED = ("chosen", "warned")  # controls, and those of them told beforehand; what was drawn by chance is left out
TALLY = (*COUNTS, *DERIVED)

# Those without an authorisation, by role and size. A group that is too small to hide in is not written at all.
peer_group = Table(
    "peer_group",
    Base.metadata,
    key("role", word(Role, "role")),
    key("size", Text),
    Column("traders", Integer, nullable=False),
    *numbers(*TALLY),
)

# Everybody's declarations by the band that held when their month began: no error counts in the band that it brought about.
rate_group = Table(
    "rate_group",
    Base.metadata,
    key("band", Text),
    key("role", word(Role, "role")),
    key("selection", word(Selection, "selection")),
    *numbers(*COUNTS),
)

# The fiscal band of an operator when a month began.
month_band = Table(
    "month_band",
    Base.metadata,
    key("operator_id", ForeignKey("operator.id")),
    key("month", Date),
    Column("band", Text, nullable=False),
)

# The ledger of an operator as it was worked out, and by what the worst stand first in a list of any length.
benefit_ledger = Table(
    "benefit_ledger",
    Base.metadata,
    key("operator_id", ForeignKey("operator.id")),
    Column("broken", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("gap", Float, nullable=False),
    Column("declarations", Integer, nullable=False),
    Column("told", JSONB, nullable=False),
    Index("ix_benefit_ledger_order", "broken", "gap", "operator_id"),
)
