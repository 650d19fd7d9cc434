"""What is done with an application. Split by verb."""

from app.applications.service.admit import (
    ReturnedBefore,
    Unsaid,
    accept,
    answer_by,
    not_accept,
    send_back,
    starts_on,
    supply_by,
)
from app.applications.service.answer import ChangedMeanwhile, Seen, keep_draft, save_answer, show_at_visit
from app.applications.service.editing import WithCustoms
from app.applications.service.evidence import OfAnotherBusiness, link_evidence, unlink_evidence
from app.applications.service.holding import NotACaseOfficer, reassign, take
from app.applications.service.release import has_case, release
from app.applications.service.request import (
    NothingAsked,
    NothingSaid,
    WrongDueDate,
    answer_request,
    ask,
    close_open,
    latest_due,
    settle,
    withdraw_request,
)
from app.applications.service.start import HeldAlready, NotDescribed, NothingAskedFor, OpenAlready, start
from app.applications.service.submit import (
    DECLARATION,
    AnotherName,
    AnswersChanged,
    EmailNotConfirmed,
    FactsUnsaid,
    NoSite,
    NotSigned,
    Unanswered,
    fingerprint,
    submit,
)
from app.applications.service.withdraw import withdraw

__all__ = [
    "DECLARATION", "AnotherName", "AnswersChanged", "ChangedMeanwhile", "EmailNotConfirmed", "FactsUnsaid", "HeldAlready",
    "NoSite", "NotACaseOfficer", "NotDescribed", "NotSigned", "NothingAsked", "NothingAskedFor", "NothingSaid",
    "OfAnotherBusiness", "OpenAlready", "ReturnedBefore", "Seen", "Unanswered", "Unsaid", "WithCustoms", "WrongDueDate",
    "accept", "answer_by", "answer_request", "ask", "close_open", "fingerprint", "has_case", "keep_draft", "latest_due",
    "link_evidence", "not_accept", "reassign", "release", "save_answer", "send_back", "settle", "show_at_visit", "start",
    "starts_on", "submit", "supply_by", "take", "unlink_evidence", "withdraw", "withdraw_request",
]  # fmt: skip
