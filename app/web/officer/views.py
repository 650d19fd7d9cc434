"""Every page of this door."""

from app.web.officer import documents  # noqa: F401
