from dataclasses import replace
from datetime import date

import pytest

from app.programme.words import AuthorisationType
from app.risk.facts import Authorisation, Status
from tests.risk.cases import TODAY, ago, asked, authorisation, checks, holder, points, value


@pytest.mark.parametrize(
    ("held_since", "expected"),
    [
        (ago(72), -4),
        (ago(72, -1), -3),
        (ago(36), -3),
        (ago(36, -1), -1),
        (ago(12), -1),
        (ago(12, -1), 0),
        (TODAY, 0),
        (None, 0),
    ],
)
def test_tenure_counts_whole_years(held_since, expected):
    facts = holder(authorisations=(authorisation("aeos", since=held_since),))

    assert {points(facts, "T10", "fiscal"), points(facts, "T10", "security")} == {expected}


def test_a_young_second_authorisation_costs_no_fiscal_tenure():
    held = (authorisation("aeoc", since=ago(80)), authorisation("aeos", since=ago(2)))
    facts = holder(authorisations=held)

    assert (points(facts, "T10", "fiscal"), points(facts, "T10", "security")) == (-4, 0)


@pytest.mark.parametrize(
    ("validated_on", "expected"),
    [
        (TODAY, -4),
        (ago(36), -4),
        (ago(36, 28), -4),
        (ago(37), -2),
        (ago(48), -2),
        (ago(48, 28), -2),
        (ago(49), 0),
        (None, 0),
    ],
)
def test_the_age_of_the_last_validation_is_measured_in_cycles(validated_on, expected):
    facts = holder(last_validated_on=validated_on)

    assert {points(facts, "V10", "fiscal"), points(facts, "V10", "security")} == {expected}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"validation_postponed": 1}, None),
        ({"validation_postponed": 2}, 6),
        ({"validation_refused": True}, 6),
    ],
)
def test_a_validation_refused_or_postponed_twice_costs(facts, expected):
    assert {points(holder(**facts), "V11", "fiscal"), points(holder(**facts), "V11", "security")} == {expected}


@pytest.mark.parametrize(
    ("number", "errors", "expected"),
    [
        (0, 0, 0),
        (12, 0, 0),
        (13, 0, -5),  # r = 50/63 = 0.79
        (49, 0, -5),
        (50, 0, -8),  # r = 50/100, the limit included
        (50, 1, -5),  # r = 3/4
        (50, 2, 0),  # r = 4/4: as the peers
        (50, 3, 0),  # r = 5/4, the limit included
        (50, 4, 4),  # r = 6/4
        (50, 6, 4),  # r = 8/4, the limit included
        (50, 7, 8),
        (1000, 40, 0),
    ],
)
def test_errors_are_measured_against_the_peers(number, errors, expected):
    assert points(holder(checks=checks(number, errors)), "C10", "fiscal") == expected


def test_errors_move_the_fiscal_figure_only():
    assert points(holder(checks=checks(50, 7)), "C10", "security") is None


def test_checks_count_for_36_months():
    assert points(holder(checks=checks(50, 7, months=36)), "C10", "fiscal") == 8
    assert points(holder(checks=checks(50, 7, months=37)), "C10", "fiscal") == 0


def test_errors_in_dispute_wait_while_the_checks_count():
    assert points(holder(checks=checks(50, 7, disputed_on=TODAY)), "C10", "fiscal") == -8


def test_without_any_validation_the_credit_stops_at_a_fifth_of_the_threshold():
    modifier = asked(holder(last_validated_on=None))

    assert {figure.value for figure in modifier.figures.values()} == {-12}
    assert [c.points for c in modifier.components if c.code == "R91"] == [7, 7]


def test_the_best_record_stops_at_half_the_threshold():
    facts = holder(
        authorisations=(authorisation("aeoc", since=ago(80)), authorisation("aeos", since=ago(80))), checks=checks(100)
    )
    fiscal = [c.points for c in asked(facts).components if c.figure == "fiscal"]

    assert (sum(fiscal), fiscal[-1]) == (-30, 2)


def test_a_validation_ahead_of_today_is_none_yet():
    facts = holder(last_validated_on=date(2027, 1, 1))

    assert points(facts, "V10", "fiscal") == 0
    assert value(facts, "fiscal") == -12


def test_two_authorisations_of_one_operator_may_differ_in_everything():
    facts = replace(holder(), authorisations=(authorisation("aeoc"), Authorisation(AuthorisationType.AEOS, Status.EXPIRED)))

    assert asked(facts).figures["security"].gate == "G03"
