"""The verbs of the compliance record."""

from __future__ import annotations

from app.compliance.service.dispute import AlreadyDisputed, DisputedTooOften, Established, Unexplained, dispute, take_back
from app.compliance.service.infringements import Account, NoDomain, NotFinal, Undescribed, record_infringement, withdraw
from app.compliance.service.settle import Unanswered, reject, uphold
from app.compliance.service.solvency import AlreadyAlerted, confirm_alert, lift

__all__ = [
    "Account",
    "AlreadyAlerted",
    "AlreadyDisputed",
    "DisputedTooOften",
    "Established",
    "NoDomain",
    "NotFinal",
    "Unanswered",
    "Undescribed",
    "Unexplained",
    "confirm_alert",
    "dispute",
    "lift",
    "record_infringement",
    "reject",
    "take_back",
    "uphold",
    "withdraw",
]
