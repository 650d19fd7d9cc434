"""Every page of this door."""

from app.web.operator import (
    activities,  # noqa: F401
    applications,  # noqa: F401
    audits,  # noqa: F401
    benefits,  # noqa: F401
    business,  # noqa: F401
    case,  # noqa: F401
    certificate,  # noqa: F401
    contacts,  # noqa: F401
    credit,  # noqa: F401
    decisions,  # noqa: F401
    documents,  # noqa: F401
    evidence,  # noqa: F401
    findings,  # noqa: F401
    hearings,  # noqa: F401
    history,  # noqa: F401
    home,  # noqa: F401
    identifiers,  # noqa: F401
    incidents,  # noqa: F401
    messages,  # noqa: F401
    people,  # noqa: F401
    questions,  # noqa: F401
    record,  # noqa: F401
    requests,  # noqa: F401
    reviews,  # noqa: F401
    sections,  # noqa: F401
    signing,  # noqa: F401
    sites,  # noqa: F401
)
