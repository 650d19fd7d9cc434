"""Grades, scores and promised shares: which step is reached, and what keeps it from counting."""

from dataclasses import replace

import pytest

from app.risk.engine import compute
from app.risk.facts import Score
from app.risk.policy import example, load
from app.web.ladders import ladders
from tests.risk.cases import NOW, authorisation, holder


def shown(name, facts):
    policy = example(name)
    return list(ladders(policy, compute(facts, policy, NOW).to_json()["components"]))


def scored(**points):
    return replace(holder(), scores=tuple(Score(of, given) for of, given in points.items()))


def steps(ladder):
    return [(one.name, one.at_least, one.points) for one in ladder.steps], [one.name for one in ladder.steps if one.is_here]


@pytest.mark.parametrize(
    ("points", "reached", "here", "lacking"),
    [
        ({"compliance": 92, "internal_control": 80}, 92, ["AA"], ""),
        ({"compliance": 92, "internal_control": 79}, 92, ["None"], "Internal control must reach 80"),
        ({}, 0, ["None"], "Internal control must reach 80"),
    ],
)
def test_korea_shows_its_grades_and_the_one_that_is_reached(points, reached, here, lacking):
    (one,) = shown("korea", scored(**points))

    assert steps(one) == ([("AAA", 95, -50), ("AA", 90, -40), ("A", 80, -30), ("None", None, 0)], here)
    assert (one.reached, one.lacking) == (reached, lacking)


def test_us_2006_shows_the_tier_and_what_any_other_has():
    (one,) = shown("us-2006", replace(holder(), authorisations=(replace(authorisation("aeos"), grade="tier_3"),)))

    assert steps(one) == ([("Tier 3", None, -124), ("Any other", None, -76)], ["Tier 3"])


def test_china_shows_at_which_points_how_much_of_the_average_is_examined():
    (one,) = shown("china", holder())

    told, here = steps(one)
    assert told[1] == ("20 % of the average examined", None, -48)
    assert here == ["20 % of the average examined"]


def test_who_has_no_standing_and_a_policy_without_steps_have_none():
    assert shown("korea", replace(holder(), authorisations=())) == []
    assert list(ladders(load(), compute(holder(), load(), NOW).to_json()["components"])) == []
