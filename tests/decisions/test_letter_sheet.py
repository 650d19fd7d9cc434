from dataclasses import replace
from datetime import date

import pytest

from app.decisions.letter_sheet import render
from app.decisions.states import Measure
from tests import sheets


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        (Measure.GRANT, "You are authorised for security and safety (AEOS) from 10 November 2026."),
        (Measure.REFUSE, "Your application for security and safety (AEOS) is refused."),
        (Measure.SUSPEND, "is suspended from 10 November 2026 until 9 January 2027."),
        (Measure.REINSTATE, "is valid again from 10 November 2026."),
        (Measure.REVOKE, "is revoked from 10 November 2026."),
    ],
)
def test_the_letter_says_what_is_decided(kind, verdict):
    assert verdict in sheets.words(render(replace(sheets.DECISION, kind=kind)))


def test_a_suspension_without_an_end_says_so():
    assert "until further notice" in sheets.words(render(replace(sheets.DECISION, ends_on=None)))


def test_the_reasons_stand_in_the_letter_with_the_law():
    text = sheets.words(render(sheets.DECISION))

    for said in (
        "Two gates stood open.",
        "The visitor record has gaps.",
        "Customs Code, article 28.",
        "Immediate risk to security",
    ):
        assert said in text


def test_the_trader_finds_the_own_words_again():
    letter = replace(sheets.DECISION, reply="The guards had changed.")

    text = sheets.words(render(letter))

    assert "What you said" in text
    assert "The guards had changed." in text


def test_the_letter_says_when_it_counts_as_served():
    assert "on opening, or 13 November 2026" in sheets.words(render(sheets.DECISION))


def test_the_last_day_to_appeal_is_named():
    letter = replace(sheets.DECISION, appeal_until=date(2026, 12, 13))

    text = sheets.words(render(letter))

    assert "You may appeal until 13 December 2026." in text


def test_what_a_person_wrote_is_text_and_never_markup():
    assert "<b>bold</b>" in sheets.words(render(replace(sheets.DECISION, reasons="<b>bold</b>")))
