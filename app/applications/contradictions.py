"""What does not fit together: shown before signing, never in the way of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.applications.progress import Given
from app.criteria.selection import Asked, Questionnaire

NAMED = 5


@dataclass(frozen=True)
class Contradiction:
    """Two statements of which one must be wrong, and where to put it right."""

    asked: Asked
    title: str
    text: str


def contradictions(questionnaire: Questionnaire, answers: Mapping[str, Given], profile: Mapping[str, Any]) -> list[Contradiction]:
    return [one for asked in questionnaire.asked for one in _sites_left_out(asked, answers.get(asked.key), profile)]


def _sites_left_out(asked: Asked, answer: Given | None, profile: Mapping[str, Any]) -> Iterator[Contradiction]:
    """A list that was filled in from the recorded sites, and no longer names each of them."""
    value = answer.value if answer else None
    if asked.question.prefill_from != "operator.sites" or not isinstance(value, list):
        return
    told = {str(row.get("name", "")).casefold() for row in value}
    if missing := [name for name in (site["name"] for site in profile["sites"]) if name.casefold() not in told]:
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        yield Contradiction(
            asked,
            "Your list of sites is not that of the business",
            f"Not in your answer by the same name: {', '.join(missing[:NAMED])}{more}",
        )
