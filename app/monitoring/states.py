"""What may become of a reported incident, and how it counts."""

from __future__ import annotations

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class State(Word):
    REPORTED = "reported", "Reported"
    CONFIRMED = "confirmed", "Confirmed"
    DISMISSED = "dismissed", "Closed without effect"


LIFECYCLE = Lifecycle(
    {
        State.REPORTED: frozenset({State.CONFIRMED, State.DISMISSED}),
        State.CONFIRMED: frozenset(),
        State.DISMISSED: frozenset(),
    }
)


class IncidentType(Word):
    """The sort of incident."""

    INTRUSION = "intrusion", "Break-in or unauthorised person"
    TAMPERING = "tampering", "Seal, unit or cargo tampered with"
    THEFT = "theft", "Theft or loss of goods"
    SMUGGLING = "smuggling", "Prohibited or smuggled goods found"
    DATA = "data", "Attack on computers or data"
    INSIDER = "insider", "Own staff involved"
    THREAT = "threat", "Threat or suspicious event"
    OTHER = "other", "Something else"


class Counting(Word):
    """How a confirmed incident counts in the risk modifier, row S10."""

    VICTIM_ONLY = "victim_only", "The business was only the victim"
    MEASURES_IN_TIME = "self_reported_in_time", "Reported in time by the business, measures in time"
    MEASURES_LATE = "measures_late", "Reported by the business, measures late"
    FOUND_BY_CUSTOMS = "found_by_customs", "Found by customs"


class ReviewState(Word):
    """Of the yearly review of a holder."""

    OPEN = "open", "To be signed"
    SENT = "sent", "Sent to customs"
    ASKED = "asked", "Customs has a question"
    NOTED = "noted", "Looked at"
    LAPSED = "lapsed", "Not needed any more"


REVIEW_LIFECYCLE = Lifecycle(
    {
        ReviewState.OPEN: frozenset({ReviewState.SENT, ReviewState.LAPSED}),
        ReviewState.SENT: frozenset({ReviewState.ASKED, ReviewState.NOTED}),
        ReviewState.ASKED: frozenset({ReviewState.SENT, ReviewState.ASKED, ReviewState.NOTED}),
        ReviewState.NOTED: frozenset(),
        ReviewState.LAPSED: frozenset(),
    }
)


class Part(Word):
    """What a review asks about, one after the other."""

    BUSINESS = "business", "Name, form and address"
    ROLES = "roles", "Roles and modes of transport"
    SITES = "sites", "Sites"
    CONTACTS = "contacts", "Contacts and people in the portal"
    HELD = "held", "Authorisations and consent"
    OWNERS = "owners", "Owners and persons in charge"
    RECORDS = "records", "Records, computers and solvency"
    SECURITY = "security", "Security of premises, goods and staff"
