"""One rule says what the disputes of a fact make of it."""

from datetime import UTC, date, datetime
from itertools import permutations
from uuid import UUID

import pytest

from app.compliance.doubt import UNDISPUTED, Doubt, Raised, doubts
from app.compliance.states import DisputeState

OPEN, UPHELD, REJECTED, TAKEN_BACK = DisputeState
FACT = UUID(int=1)


def raised(state, day, about=FACT):
    return Raised(about, state, datetime(2026, 3, day, tzinfo=UTC))


@pytest.mark.parametrize(
    ("disputes", "expected"),
    [
        ([raised(OPEN, 5)], Doubt(date(2026, 3, 5))),
        ([raised(TAKEN_BACK, 1), raised(TAKEN_BACK, 3), raised(OPEN, 5)], Doubt(date(2026, 3, 1))),
        ([raised(TAKEN_BACK, 1)], UNDISPUTED),
        ([raised(TAKEN_BACK, 1), raised(REJECTED, 5)], UNDISPUTED),
        ([raised(TAKEN_BACK, 1), raised(UPHELD, 5)], Doubt(counts=False)),
    ],
)
def test_a_fact_waits_from_its_first_dispute_while_one_is_open(disputes, expected):
    for in_any_order in permutations(disputes):
        assert doubts(in_any_order) == {FACT: expected}


def test_each_fact_has_its_own():
    other = UUID(int=2)

    assert doubts([raised(OPEN, 2), raised(OPEN, 9, other)]) == {FACT: Doubt(date(2026, 3, 2)), other: Doubt(date(2026, 3, 9))}
