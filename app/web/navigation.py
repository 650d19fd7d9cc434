"""The menu of each door. An entry whose page does not exist is not listed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import current_app, request


@dataclass(frozen=True)
class Entry:
    """A line of a menu; `words` are the nouns of the view names that lie under it."""

    label: str
    endpoint: str
    words: tuple[str, ...] = ()
    is_current: bool = False

    @property
    def exists(self) -> bool:
        return self.endpoint in current_app.view_functions

    @property
    def stands_above(self) -> bool:
        """Whether the page shown lies under it."""
        if request.endpoint is None or request.blueprint != self.endpoint.split(".")[0]:
            return False
        nouns = set(request.endpoint.rsplit(".", 1)[-1].split("_")[1:])
        return bool(nouns & set(self.words))


APPLYING = (
    *("application", "applications", "question", "questions", "case", "request", "requests", "finding", "findings", "action"),
    *("audit", "audits", "hearing", "decision", "decisions"),
)

OF_A_CASE = (
    *("case", "cases", "application", "answers", "criterion", "criteria", "decision"),
    *("request", "requests", "finding", "findings"),
)

OF_AN_OPERATOR = (
    *("operator", "operators", "risk", "authorisation", "authorisations"),
    *("record", "infringement", "alert", "dispute", "disputes", "past", "review"),
)

OF_THE_PROGRAMME = (
    *("programme", "edition", "editions", "officers", "settings"),
    *("policy", "policies", "simulation", "shadow"),
)

MENUS: dict[str, tuple[Entry, ...]] = {
    "public": (
        Entry("Criteria", "public.criteria", ("criteria", "criterion")),
        Entry("Benefits", "public.benefits"),
        Entry("Register", "public.search_register", ("register", "entry")),
        Entry("Check a certificate", "public.check_certificate", ("certificate",)),
        Entry("Help", "public.help_page"),
    ),
    "operator": (
        Entry("Home", "operator.home"),
        Entry("Applications", "operator.list_applications", APPLYING),
        Entry("Evidence", "operator.list_evidence", ("evidence", "document", "documents")),
        Entry("Business", "operator.show_business", ("business", "site", "sites", "identifier", "contact", "review")),
        Entry("Messages", "operator.list_messages", ("message", "messages", "letter", "letters")),
        Entry("Certificate", "operator.show_certificate", ("certificate", "certificates")),
        Entry("Benefits", "operator.show_benefits", ("benefits",)),
        Entry("People", "operator.list_people", ("person", "people", "invitation", "membership")),
        Entry("Incidents", "operator.list_incidents", ("incident", "incidents")),
        Entry("Credit", "operator.show_credit", ("credit", "record", "fact", "dispute")),
    ),
    "officer": (
        Entry("Desk", "officer.desk"),
        Entry("Cases", "officer.list_cases", OF_A_CASE),
        Entry("Audits", "officer.list_audits", ("audit", "audits", "observation", "checklist")),
        Entry("Incidents", "officer.list_incidents", ("incident", "incidents")),
        Entry("Operators", "officer.list_operators", OF_AN_OPERATOR),
        Entry("Outcomes", "officer.list_benefits", ("benefits", "rates", "outcomes", "outcome")),
        Entry("Programme", "officer.show_programme", OF_THE_PROGRAMME),
    ),
}

FOOT: dict[str, tuple[Entry, ...]] = {
    "public": (
        Entry("Contact", "public.contact"),
        Entry("Accessibility", "public.accessibility"),
        Entry("Privacy", "public.privacy"),
        Entry("For systems (API)", "public.for_systems"),
    ),
    "officer": (
        Entry("Keys", "officer.show_keys"),
        Entry("Accessibility", "public.accessibility"),
        Entry("Help", "public.help_page"),
    ),
}


def menu(door: str) -> list[Entry]:
    """The page shown is marked, else the first under which it lies."""
    entries = [entry for entry in MENUS.get(door, ()) if entry.exists]
    here = (entry for entry in entries if entry.endpoint == request.endpoint)
    current = next(here, None) or next((entry for entry in entries if entry.stands_above), None)
    return [replace(entry, is_current=entry is current) for entry in entries]


def foot(door: str) -> list[Entry]:
    return [entry for entry in FOOT.get(door, FOOT["public"]) if entry.exists]


def exists(endpoint: str) -> bool:
    """Whether there is such a page yet: ask before linking to another door."""
    return endpoint in current_app.view_functions
