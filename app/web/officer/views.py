"""Every page of this door."""

from app.web.officer import (
    audits,  # noqa: F401
    checklist,  # noqa: F401
    decisions,  # noqa: F401
    documents,  # noqa: F401
    proposals,  # noqa: F401
    visit_report,  # noqa: F401
)
