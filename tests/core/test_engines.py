"""Every engine is made in one place, so that a moment reads the same in whatever zone the database server is."""

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import func, select

from app.config import HERE, Settings
from app.core import engines


@pytest.fixture
def elsewhere(server, database):
    """A database at home in Tokyo."""
    with psycopg.connect(server.url("aeo_fresh", user="postgres"), autocommit=True) as connection:
        connection.execute("ALTER DATABASE aeo_fresh SET timezone TO 'Asia/Tokyo'")
    return database


def test_a_moment_is_read_in_utc(elsewhere):
    engine = engines.engine(Settings(DATABASE_URL=elsewhere))

    with engine.connect() as connection:
        assert connection.scalar(select(func.now())).utcoffset() == timedelta(0)
    engine.dispose()


def test_the_portal_reads_it_so(elsewhere, app):
    from app.extensions import db

    with app.app_context():
        assert db.session.scalar(select(func.now())).utcoffset() == timedelta(0)


def test_nobody_else_makes_an_engine():
    makers = [
        path for folder in ("app", "migrations") for path in (HERE / folder).rglob("*.py") if "create_engine(" in path.read_text()
    ]

    assert [path.relative_to(HERE).as_posix() for path in makers] == ["app/core/engines.py"]
