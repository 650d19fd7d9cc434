"""Every kind of rule is said in a sentence, under every policy that the portal comes with."""

import pytest

from app.risk.policy import example, load
from app.risk.rows import KINDS
from app.web.distribution import distribution, spans
from app.web.policy_words import SAID, changes, lines
from tests.risk.policies.test_examples import EXAMPLES


def said(policy, code):
    return [line.said for line in lines(policy) if line.part.startswith(code)]


def test_every_kind_of_rule_has_its_sentence():
    assert set(SAID) == set(KINDS)


@pytest.mark.parametrize("policy", [load(), *map(example, EXAMPLES)], ids=lambda policy: policy.id)
def test_a_policy_is_told_in_lines_that_are_told_apart(policy):
    told = [(line.part, line.about) for line in lines(policy)]

    assert len(told) == len(set(told))
    assert all(line.said for line in lines(policy))


@pytest.mark.parametrize(
    ("policy", "code", "told"),
    [
        (load(), "B10", ["customs alone −16, security alone −4, both −16", "customs alone 0, security alone −16, both −16"]),
        (load(), "V10", ["up to 36 months −4, up to 48 months −2"]),
        (load(), "I20", ["each +12; also while disputed; opens a re-assessment"]),
        (load(), "A10", ["each, after 14 days, +3, at most +9"]),
        (example("china"), "B16", ["no more than 20 % of the average examined, which is −48"]),
        (example("us-2006"), "B13", ["tier 3 −124, otherwise −76"]),
    ],
)
def test_the_numbers_are_those_of_the_policy(policy, code, told):
    assert said(policy, code) == told


def test_scores_and_roles_are_said_with_their_names():
    [korea], [fiscal, _] = said(example("korea"), "B14"), said(example("eu"), "B15")

    assert korea == "compliance, AAA from 95 −50, AA from 90 −40, A from 80 −30, otherwise 0, needs internal control from 80"
    assert fiscal == "importer −12, exporter −8, customs broker −4, any other 0"


def test_two_equal_policies_differ_in_nothing_and_others_in_what_differs():
    assert changes(load(), load()) == []
    assert "Bands" in [change.part for change in changes(load(), example("korea"))]


def test_figures_are_drawn_in_spans_of_five_and_none_stands_alone():
    assert spans({-30: 1, -26: 2, -25: 4, -1: 8, 0: 16, 1: 32, 5: 64, 6: 128}) == {-30: 3, -25: 4, -5: 8, 0: 16, 5: 96, 10: 128}


def test_bars_are_as_long_as_they_are_many():
    drawn = distribution("Fiscal", {-20: 3, 0: 1}, {-20: 1, 0: 3})

    assert [row.label for row in drawn.rows] == ["−20 to −16", "−15 to −11", "−10 to −6", "−5 to −1", "0"]
    assert drawn.rows[0].before.width == 3 * drawn.rows[0].after.width
    assert "−20 to −16: 75 % and 25 %" in drawn.sentence
