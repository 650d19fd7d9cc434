import pytest

from app.register.folding import keys, narrowing, number, words


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


def test_the_words_of_a_field_are_told_apart_from_those_of_another():
    assert keys("name", words("Northwind Ltd")) == ["name:northwind", "name:ltd"]


def test_nothing_is_not_the_beginning_of_everything():
    assert keys("number", [""]) == []


def test_a_word_longer_than_any_is_cut_as_an_index_needs_it():
    assert keys("name", ["donaudampfschifffahrtsgesellschaft"]) == ["name:donaudampfschifffahrtsge"]


def test_what_begins_another_word_narrows_no_search():
    assert narrowing(["lod", "ltd", "lodz", "l", "lodz"]) == ["lodz", "ltd"]


def test_of_very_many_words_the_longest_are_looked_for():
    assert narrowing([letter * 2 for letter in "abcdefghijklmnop"] + ["northwind", *"qrst"])[:3] == ["northwind", "aa", "bb"]
    assert len(narrowing(map(str, range(10, 99)))) == 8
