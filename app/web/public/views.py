"""Every page of this door."""

from app.web.public import pages  # noqa: F401
