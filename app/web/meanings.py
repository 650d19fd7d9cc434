"""What a state means to whoever reads it: one colour, one shape, beside its word. `look.md`, "Parts: tags"."""

from __future__ import annotations

GOOD, STOP, TRADER, CUSTOMS, LAW, QUIET = "is-good", "is-stop", "is-trader", "is-customs", "is-law", ""

MEANINGS: dict[str, str] = {
    word: meaning
    for meaning, words in {
        GOOD: "valid granted met done grant active accepted verified maintained reinstated clean confirmed fulfilled completed "
        "paid in_order approved published passed yes answered",
        STOP: "suspended revoked refused refuse not_met not_valid late overdue infected blocked major inadmissible annulled expired "
        "rejected finding failed on_hold error",
        TRADER: "partly_met partial draft returned waiting_for_trader information_requested begun trader changes_asked minor due",
        CUSTOMS: "submitted under_assessment in_assessment assessing in_validation audit_planned validation reported customs received "
        "in_review under_review proposed validated decision planned consultation acknowledged assigned",
        LAW: "hearing heard replied appeal appealed stayed stay intention reconsidered disputed",
        QUIET: "open not_started not_applicable closed withdrawn withdrawn_under_procedure superseded not_yet_valid could_not_check "
        "unavailable not_found granted_not_yet_effective observation alternative cancelled archived not_seen pending retired decided",
    }.items()
    for word in words.split()
}


def meaning(word: str) -> str:
    """The class of a state's tag; grey for a word that asks nothing of anybody."""
    return MEANINGS.get(str(word), QUIET)
