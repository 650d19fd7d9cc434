"""What a state means to whoever reads it: one colour and one shape beside its word (see "tags" in the look of the portal)."""

from __future__ import annotations

from app.applications.states import RequestState
from app.monitoring.states import ReviewState

GOOD, STOP, TRADER, CUSTOMS, LAW, QUIET = "is-good", "is-stop", "is-trader", "is-customs", "is-law", ""

MEANINGS: dict[str, str] = {
    word: meaning
    for meaning, words in {
        GOOD: "valid granted met alternative done grant reinstate verified answered accepted active delivered published"
        " clean in_order kept in_force approved upheld lifted noted",
        STOP: "suspended revoked expired annulled refuse suspend revoke not_met not_valid not_accepted major late infected"
        " finding broken disabled given_up failed rejected",
        TRADER: "draft returned partly minor asked begun paused trader",
        CUSTOMS: "submitted due under_assessment reported planned proposed waiting customs running sent",
        LAW: "in_hearing hearing appeal stay",
        QUIET: "open not_started decided withdrawn withdrawn_under_procedure superseded not_yet_valid not_applicable closed"
        " confirmed dismissed observation cancelled retired not_seen unavailable recorded taken_back lapsed over",
    }.items()
    for word in words.split()
}

OF_ITS_KIND: dict[tuple[type, str], str] = {
    (RequestState, "open"): TRADER,
    (ReviewState, "open"): TRADER,
}  # the same word means something else elsewhere


def meaning(word: str) -> str:
    """The class of a state's tag; grey for a word that asks nothing of anybody."""
    value = str(word)
    return OF_ITS_KIND.get((type(word), value)) or MEANINGS.get(value, QUIET)


def label(word: str) -> str:
    """What people read: a word's own label, else the value without underscores."""
    return getattr(word, "label", "") or str(word).replace("_", " ").capitalize()
