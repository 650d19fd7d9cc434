"""What people read of the history is sentences: on the demonstration, where everything has happened."""

import re

import pytest
from sqlalchemy import select

from app.history.models import Event
from app.web.happened import sentence

RAW = re.compile(r"_|[{}\[\]]|\baeo[cs]\b|None|\d{4}-\d{2}-\d{2}| [,.:]|\b[0-9a-f]{8}-")


@pytest.fixture
def sentences(told):
    return {sentence(event, "Ada") for event in told.scalars(select(Event))}


def test_no_sentence_shows_how_the_portal_writes_it_down(sentences):
    assert [one for one in sentences if RAW.search(one)] == []
    assert len(sentences) > 100
