"""The words of the compliance record."""

from __future__ import annotations

from app.core.words import Word


class Severity(Word):
    """How grave an infringement is, by the final decision on it."""

    MINOR = "minor", "Minor"
    SERIOUS = "serious", "Serious"


class Disputable(Word):
    """The facts that the holder may dispute."""

    INFRINGEMENT = "infringement", "Infringement"
    SOLVENCY_ALERT = "solvency_alert", "Solvency alert"
    INCIDENT = "incident", "Security incident"
    ACTION = "action", "Corrective action"
    CHECK = "check", "Error in declaration"
