"""What an outcome must say, and what cannot be true at once."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from app.core import clock
from app.outcomes.reported import Reported
from tests.outcomes.telling import CHECK, ERROR, plain


def refused(**values):
    with pytest.raises(ValidationError) as caught:
        Reported.model_validate(plain("ZZ1000000001", **values))
    return caught.value.errors()[0]["msg"].removeprefix("Value error, ")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (CHECK | {"selection": "none"}, "what was examined was selected: selection cannot be none"),
        (CHECK | {"result": None}, "what was examined has a result"),
        (CHECK | {"examined": "none"}, "there is no result of what was not examined"),
        (ERROR | {"domain": None}, "an error has a domain"),
        (CHECK | {"domain": "fiscal"}, "only an error has a domain"),
        (CHECK | {"disclosed": True}, "only an error is disclosed"),
        (CHECK | {"notice": True}, "a check without warning has no notice"),
        ({"released_at": "2020-01-01T00:00:00Z"}, "released_at comes before lodged_at"),
        ({"released_at": "9999-12-31T23:59:59Z"}, "released_at is still ahead"),
        ({"selected_at": "9999-12-31T23:59:59-14:00"}, "selected_at is still ahead"),
        ({"lodged_at": "0001-01-01T00:00:00+14:00"}, "lodged_at lies more than ten years back"),
    ],
)
def test_what_cannot_be_true_at_once(values, said):
    assert refused(**values) == said


def test_nothing_is_told_before_it_happens():
    ahead = (clock.now() + timedelta(hours=1)).isoformat()

    assert refused(lodged_at=ahead, released_at=None) == "lodged_at is still ahead"


def test_a_moment_has_its_zone():
    assert "timezone" in refused(lodged_at="2026-01-01T10:00:00", released_at=None)


def test_a_word_that_nobody_knows_is_refused_with_those_there_are():
    assert refused(role="driver").startswith("one of manufacturer, exporter, importer")


@pytest.mark.parametrize("operator", ["??", "", 7, None, {"scheme": "lei"}, {"scheme": "dun", "value": "1"}, "lei:1"])
def test_a_number_is_a_tin_or_bears_its_scheme(operator):
    told = plain("ZZ1000000001") | {"operator": operator}

    with pytest.raises(ValidationError):
        Reported.model_validate(told)


def test_numbers_are_written_in_one_form():
    told = [plain("zz 1000-000001"), plain({"scheme": "tin", "value": "ZZ1000000001"}), plain({"scheme": "eori", "value": "zz1"})]

    assert [Reported.model_validate(one).operator for one in told] == ["ZZ1000000001", "ZZ1000000001", "eori:ZZ1"]
