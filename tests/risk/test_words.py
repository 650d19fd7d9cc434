import pytest

from app.risk.words import BE_CHECKED, FOR_OFFICERS, HINTS, TEXTS, words_of
from tests.risk.cases import POLICY


def test_every_code_of_the_policy_has_its_text_and_no_text_is_left_over():
    assert set(TEXTS) == set(POLICY.order)


@pytest.mark.parametrize("hints", [HINTS, FOR_OFFICERS], ids=["traders", "officers"])
def test_every_hint_of_the_policy_is_written_and_none_is_left_over(hints):
    assert set(hints) == {*POLICY.hints.values(), BE_CHECKED}


def test_a_code_is_told_with_what_would_raise_the_credit():
    assert words_of("A10", POLICY).hint.startswith("Finish the overdue actions")


def test_the_end_of_the_scale_has_no_hint():
    assert words_of("R91", POLICY).hint is None
