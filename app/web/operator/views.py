"""Every page of this door."""

from app.web.operator import people  # noqa: F401
