"""Every page of this door."""

from app.web.officer import (
    admission,  # noqa: F401
    answers,  # noqa: F401
    asking,  # noqa: F401
    audits,  # noqa: F401
    authorisations,  # noqa: F401
    benefits,  # noqa: F401
    case_list,  # noqa: F401
    case_past,  # noqa: F401
    cases,  # noqa: F401
    checklist,  # noqa: F401
    criteria,  # noqa: F401
    decisions,  # noqa: F401
    desk,  # noqa: F401
    disputes,  # noqa: F401
    documents,  # noqa: F401
    findings,  # noqa: F401
    holding,  # noqa: F401
    incidents,  # noqa: F401
    keys,  # noqa: F401
    operators,  # noqa: F401
    outcomes,  # noqa: F401
    policies,  # noqa: F401
    policy_steps,  # noqa: F401
    programme,  # noqa: F401
    proposals,  # noqa: F401
    rates,  # noqa: F401
    record,  # noqa: F401
    releasing,  # noqa: F401
    requests,  # noqa: F401
    risk,  # noqa: F401
    simulations,  # noqa: F401
    visit_findings,  # noqa: F401
    visit_report,  # noqa: F401
    webhooks,  # noqa: F401
)
