"""What is done with an application. Split by verb."""

from app.applications.service.answer import ChangedMeanwhile, keep_draft, save_answer, show_at_visit
from app.applications.service.editing import WithCustoms
from app.applications.service.evidence import OfAnotherBusiness, link_evidence, unlink_evidence
from app.applications.service.start import HeldAlready, NotDescribed, NothingAskedFor, OpenAlready, start
from app.applications.service.submit import (
    DECLARATION,
    AnswersChanged,
    EmailNotConfirmed,
    NotSigned,
    Unanswered,
    fingerprint,
    submit,
)
from app.applications.service.withdraw import withdraw

__all__ = [
    "DECLARATION", "AnswersChanged", "ChangedMeanwhile", "EmailNotConfirmed", "HeldAlready", "NotDescribed", "NotSigned",
    "NothingAskedFor", "OfAnotherBusiness", "OpenAlready", "Unanswered", "WithCustoms", "fingerprint", "keep_draft",
    "link_evidence", "save_answer", "show_at_visit", "start", "submit", "unlink_evidence", "withdraw",
]  # fmt: skip
