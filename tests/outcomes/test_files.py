"""A file of outcomes is no longer and no larger than can be looked through."""

import pytest

from app.accounts.words import OfficerRole
from app.core.errors import Invalid
from app.outcomes.service import LINES_AT_MOST, MEGABYTES_AT_MOST, receive

HEADING, LINE = "reference,tin", "D-1,ZZ1000000001"


@pytest.fixture
def sent(session, make):
    manager = make.officer(OfficerRole.PROGRAMME_MANAGER)
    return lambda content: receive(session, "customs-archive", "outcomes.csv", content.encode(), by=manager)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_has_ten_thousand_lines_whatever_ends_them(sent, end):
    assert sent(end.join([HEADING, *[LINE] * LINES_AT_MOST, ""])).id

    with pytest.raises(Invalid, match="more than 10,000 lines"):
        sent(end.join([HEADING, *[LINE] * (LINES_AT_MOST + 1)]))


def test_and_ten_megabytes(sent):
    with pytest.raises(Invalid, match="larger than 10 MB"):
        sent("x" * (MEGABYTES_AT_MOST * 1_000_000 + 1))
