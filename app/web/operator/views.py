"""Every page of this door."""

from app.web.operator import (
    activities,  # noqa: F401
    applications,  # noqa: F401
    business,  # noqa: F401
    contacts,  # noqa: F401
    documents,  # noqa: F401
    evidence,  # noqa: F401
    identifiers,  # noqa: F401
    people,  # noqa: F401
    questions,  # noqa: F401
    sections,  # noqa: F401
    signing,  # noqa: F401
    sites,  # noqa: F401
)
