import pytest

from app.register.folding import asked, beginnings, number, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łódź Żeglarz S.A.", ["lodz", "zeglarz", "s", "a"]),
        ("Straße & Söhne", ["strasse", "sohne"]),
        ("Smørrebrød/Ærø", ["smorrebrod", "aero"]),
        ("ﬁne Ⅳ", ["fine", "iv"]),
        ("İstanbul", ["istanbul"]),
        ("شركة الشمال", ["شركة", "الشمال"]),
        ("snake_case", ["snake", "case"]),
        ("!?", []),
    ],
)
def test_a_name_is_found_however_it_is_written(written, folded):
    assert words(written) == folded


def test_a_number_is_compared_without_what_people_put_between_its_parts():
    assert number("zz 1000-000 001") == "zz1000000001"


def test_the_beginning_of_a_word_is_enough():
    kept = beginnings("name", words("Northwind Ltd"))

    assert set(asked("name", words("NORTH l"))) <= kept
    assert not set(asked("name", words("wind"))) <= kept


def test_a_word_longer_than_any_name_is_cut_alike_on_both_sides():
    long = "donaudampfschifffahrtsgesellschaft"

    assert set(asked("name", words(long))) <= beginnings("name", words(long))
