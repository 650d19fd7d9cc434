import pytest

from app.core.names import NoName, checked, without_links


@pytest.mark.parametrize(
    "name",
    ["Ada Trader", "Élodie O’Neill-Ngũgĩ", "Shanghai Trading Co.Ltd", "Parcels.com B.V.", "شركة الشحن", "J.R. Smith / Sons"],
)
def test_a_name_is_taken_as_it_is(name):
    assert checked(name) == name


def test_spaces_round_a_name_and_twice_within_say_nothing():
    assert checked("  Ada   Trader ") == "Ada Trader"


@pytest.mark.parametrize(
    "name",
    [
        "Claim at https://evil.example",
        "www.evil.example",
        "write@evil.example",
        "Ada\n\nYour access has ended",
        "Ada\u2028Trader",
        "Ada \u202eredarT",
        "Ada\x1b[2J",
    ],
)
def test_an_address_or_a_sign_nobody_sees_is_no_name(name):
    with pytest.raises(NoName) as refused:
        checked(name, "business")

    assert refused.value.field == "business"


def test_in_a_letter_no_name_becomes_a_link():
    assert without_links("Parcels.com B.V.") == "Parcels.\u2060com B.\u2060V."
    assert without_links("R. Okafor") == "R. Okafor"
