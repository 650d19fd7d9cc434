"""Every page of this door."""

from app.web.public import check, for_systems, pages, register  # noqa: F401
