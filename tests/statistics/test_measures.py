"""Numbers with their uncertainty, and what they say of a promise."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from app.outcomes.filed import HOURS, WITHIN
from app.statistics.intervals import Estimate, difference, median, wilson
from app.statistics.measures import LIMITS, WAYS, Measure, Verdict, verdict
from app.statistics.models import TALLY


def tally(**numbers):
    return dict.fromkeys(TALLY, 0) | numbers


def test_an_interval_is_that_of_wilson():
    told = wilson(10, 100)

    assert (round(told.low, 4), told.value, round(told.high, 4)) == (0.0552, 0.1, 0.1744)


def test_no_error_in_ten_checks_does_not_mean_that_there_are_none():
    assert wilson(0, 10).low == 0
    assert 0.27 < wilson(0, 10).high < 0.28


@given(integers(0, 500), integers(1, 500))
def test_an_interval_holds_its_rate_and_stays_between_none_and_all(found, of):
    told = wilson(min(found, of), of)

    assert 0 <= told.low <= told.value + 1e-12
    assert told.value - 1e-12 <= told.high <= 1


def test_a_difference_is_that_of_newcombe():
    """The example of his paper: 56 of 70 and 48 of 80."""
    told = difference(wilson(56, 70), wilson(48, 80))

    assert (round(told.low, 4), round(told.value, 4), round(told.high, 4)) == (0.0524, 0.2, 0.3339)


def test_a_median_lies_between_the_limits_it_was_counted_by():
    told = median([0, 50, 50, 0, 0, 0, 0, 0, 0, 0], LIMITS)

    assert told.value == 2
    assert 1 < told.low < told.value < told.high < 4


def test_there_is_a_limit_for_every_count():
    assert len(LIMITS) == len(WITHIN) + 1 == len(HOURS) + 2


def test_too_few_cases_say_nothing():
    assert WAYS[Measure.GOODS].taken(tally(declarations=9, goods=9)) is None
    assert WAYS[Measure.HOURS].taken(tally(within_1=9)) is None
    assert WAYS[Measure.NOTICE].taken(tally(chosen=9, warned=9)) is None


@pytest.mark.parametrize(
    ("found", "of", "said"),
    [
        (20, 1_000, Verdict.KEPT),
        (1, 20, Verdict.OPEN),
        (100, 1_000, Verdict.BROKEN),
        (150, 1_000, Verdict.BROKEN),
        (85, 1_000, Verdict.OPEN),
    ],
)
def test_what_a_rate_says_beside_one_in_ten_of_the_peers(found, of, said):
    assert verdict(Measure.GOODS, wilson(found, of), wilson(1_000, 10_000)) is said


@pytest.mark.parametrize(("found", "said"), [(60, Verdict.KEPT), (0, Verdict.BROKEN), (8, Verdict.BROKEN), (12, Verdict.OPEN)])
def test_notice_is_better_the_more_there_is(found, said):
    assert verdict(Measure.NOTICE, wilson(found, 80), wilson(100, 1_000)) is said


def test_without_peers_nothing_is_said():
    assert verdict(Measure.GOODS, wilson(1, 1_000), None) is Verdict.OPEN
    assert verdict(Measure.GOODS, None, Estimate(value=0.1, low=0.1, high=0.1, of=99)) is Verdict.OPEN
