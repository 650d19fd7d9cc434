from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.core import clock
from app.core.isolation import CLIENT, enter

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon():
    with clock.at(NOON):
        yield NOON


@pytest.fixture
def reader(database):
    """Another connection, as a system that reads."""
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, CLIENT)
        yield session
    engine.dispose()
