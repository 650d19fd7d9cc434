from datetime import date

import pytest

from app.core.typesetting import day, days, direction, even, paragraphs


@pytest.mark.parametrize(
    ("moment", "language", "written"),
    [
        (date(2026, 3, 6), "en", "6 March 2026"),
        (date(2026, 3, 6), "fr", "6 mars 2026"),
        (date(2026, 8, 1), "fr", "1er août 2026"),
        (date(2026, 3, 6), "ar", "6 مارس 2026"),
        ("2026-03-06", "en", "6 March 2026"),
        ("2026-03-06T10:00:00+00:00", "en", "6 March 2026"),
    ],
)
def test_a_day_is_written_out_and_never_broken(moment, language, written):
    assert day(moment, language) == written.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 10, 12), date(2026, 10, 12), "12 October 2026"),
        (date(2026, 10, 12), date(2026, 10, 16), "12 to 16 October 2026"),
        (date(2026, 9, 28), date(2026, 10, 2), "28 September to 2 October 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 December 2026 to 2 January 2027"),
    ],
)
def test_a_stretch_of_days_says_nothing_twice(first, last, written):
    assert days(first, last).replace("\u00a0", " ") == written


@pytest.mark.parametrize(("text", "way"), [("14 Quay Road", "ltr"), ("14 شارع الميناء", "rtl"), ("20417", "ltr"), ("", "ltr")])
def test_the_first_letter_tells_the_direction(text, way):
    assert direction(text) == way


def test_a_short_text_needs_no_padding():
    assert even("Customs", 11, 288) == "padding:0 0pt"


def test_a_text_a_little_too_long_for_one_line_is_broken_near_its_middle():
    assert even("x" * 70, 11, 288) == "padding:0 55pt"


def test_an_empty_line_parts_paragraphs():
    assert paragraphs("One,\nstill one.\n\n \nTwo.\n") == ["One,\nstill one.", "Two."]
