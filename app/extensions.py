"""The parts of Flask that the doors share, and the one way to change something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_login import LoginManager
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy.orm import Session

from app.reactions import committing

db = SQLAlchemy()
login = LoginManager()
csrf = CSRFProtect()


@contextmanager
def transaction() -> Iterator[Session]:
    """Change something: commits once at the end, or rolls everything back where something was refused."""
    with committing(db.session) as session:
        yield session
