"""A thin record is drawn to the rate of the peers."""

from fractions import Fraction

from hypothesis import given
from hypothesis.strategies import integers

from app.risk.shrinking import weighed

PRIOR, MEAN = 50, 400  # in ten-thousandths


def ratio(checks, errors):
    return Fraction(*weighed(checks, errors, checks * MEAN, PRIOR))


def test_without_a_check_everybody_is_like_the_peers():
    assert ratio(0, 0) == 1


def test_it_is_the_formula_of_the_policy():
    peers = Fraction(MEAN, 10_000)

    assert ratio(12, 1) == (1 + PRIOR * peers) / (12 + PRIOR) / peers


def test_one_error_in_two_checks_is_not_held_for_every_second_one():
    assert ratio(2, 1) < Fraction(3, 2)
    assert ratio(2_000, 1_000) > 12


@given(integers(1, 5_000), integers(0, 5_000))
def test_another_error_never_helps_and_another_clean_check_never_harms(checks, errors):
    errors = min(errors, checks - 1)

    assert ratio(checks, errors) < ratio(checks, errors + 1)
    assert ratio(checks + 1, errors) < ratio(checks, errors) or errors == 0


@given(integers(1, 5_000), integers(0, 5_000))
def test_a_long_record_speaks_for_itself(checks, errors):
    errors, own = min(errors, checks), Fraction(min(errors, checks), checks) / Fraction(MEAN, 10_000)

    assert min(own, 1) <= ratio(checks, errors) <= max(own, 1)
