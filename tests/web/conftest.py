"""In the doors' tests a maker commits: the portal looks from another connection."""

import pytest
from sqlalchemy import event

from tests.web.small import draw, small_portal  # noqa: F401  fixtures


@pytest.fixture
def session(committed):
    return committed


@pytest.fixture
def queries(app):
    """The statements the portal sends: empty it, do something, count."""
    from app.extensions import db

    sent = []
    with app.app_context():
        engine = db.engine

    def note(connection, cursor, statement, *rest):
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
