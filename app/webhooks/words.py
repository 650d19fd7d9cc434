"""Why a webhook stands still, what customs has stopped, and how far a message has come."""

from __future__ import annotations

from app.core.words import Word


class StoppedBy(Word):
    """Why nothing is sent."""

    OWNER = "owner", "Paused by the system that owns it"
    CUSTOMS = "customs", "Paused by customs"
    GONE = "gone", "The receiver answered 410 Gone"
    FAILING = "failing", "The receiver took nothing for three days"


class Held(Word):
    """What customs has stopped: it holds whatever the system makes of its webhooks."""

    SERVER = "server", "Customs has stopped the webhooks of this system to this server"
    SYSTEM = "system", "Customs has stopped all webhooks of this system"


class DeliveryState(Word):
    DUE = "due", "To be sent"
    DELIVERED = "delivered", "Delivered"
    GIVEN_UP = "given_up", "Given up"
