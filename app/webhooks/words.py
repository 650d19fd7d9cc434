"""Why a webhook stands still, and how far a message has come."""

from __future__ import annotations

from app.core.words import Word


class StoppedBy(Word):
    """Why nothing is sent."""

    OWNER = "owner", "Paused by the system that owns it"
    CUSTOMS = "customs", "Paused by customs"
    GONE = "gone", "The receiver answered 410 Gone"
    FAILING = "failing", "The receiver took nothing for three days"


class DeliveryState(Word):
    DUE = "due", "To be sent"
    DELIVERED = "delivered", "Delivered"
    GIVEN_UP = "given_up", "Given up"
