"""The served portal, to be hurt: one of its own for each test."""

from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.core.isolation import SYSTEM, enter
from tests.makers import Maker
from tests.served import served


@pytest.fixture
def serve(server, template, tmp_path):
    """`with serve(SMTP_URL=…) as portal` runs web and worker on a fresh database."""
    return lambda **settings: served(server, template, tmp_path, **settings)


@pytest.fixture
def look_into():
    """`with look_into(portal) as session` sees everything in the database of a served portal."""

    @contextmanager
    def looked(portal):
        engine = create_engine(portal.database)
        with Session(engine) as session:
            enter(session, SYSTEM)
            session.make = Maker(session)
            yield session
        engine.dispose()

    return looked
