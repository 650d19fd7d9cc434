"""What the portal asks its database."""

from contextlib import contextmanager

from sqlalchemy import event


@contextmanager
def statements(app):
    """The statements the portal sends meanwhile: empty it, do something, count."""
    from app.extensions import db

    sent = []
    with app.app_context():
        engine = db.engine

    def note(connection, cursor, statement, *_):
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
