from datetime import UTC, datetime

import pytest

from app.core import clock

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon():
    with clock.at(NOON):
        yield NOON
