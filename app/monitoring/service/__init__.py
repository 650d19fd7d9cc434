"""What is done while an authorisation is held: incidents are told and looked into, reviews are opened, signed and looked at."""

from app.monitoring.service.incidents import Account, NothingAdded, NotYet, Unassessed, add_to, confirm, dismiss, report
from app.monitoring.service.looking import Unsaid, ask, note
from app.monitoring.service.reviewing import (
    STATEMENT,
    AnotherName,
    NothingAnswered,
    ShownChanged,
    Unanswered,
    answer,
    save,
    send,
)
from app.monitoring.service.yearly import count_late, lapse, open_review, remind

__all__ = [
    "STATEMENT",
    "Account",
    "AnotherName",
    "NotYet",
    "NothingAdded",
    "NothingAnswered",
    "ShownChanged",
    "Unanswered",
    "Unassessed",
    "Unsaid",
    "add_to",
    "answer",
    "ask",
    "confirm",
    "count_late",
    "dismiss",
    "lapse",
    "note",
    "open_review",
    "remind",
    "report",
    "save",
    "send",
]
