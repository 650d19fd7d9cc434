"""Every page of this door."""

from app.web.public import check, criteria, for_systems, mailbox, pages, register  # noqa: F401
