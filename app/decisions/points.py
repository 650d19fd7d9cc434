"""The grounds of a decision, one by one, with what the trader replies to each and what customs answers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from app.criteria.words import Result

if TYPE_CHECKING:
    from app.decisions.models import Decision

GENERAL = ""  # the key of what is said beside the criteria


@dataclass(frozen=True)
class Point:
    """One ground. `key` names the criterion and its place; the general one has none."""

    key: str
    title: str
    text: str
    result: Result | None = None
    answer: str = ""

    @property
    def as_text(self) -> str:
        """As it stands in a letter."""
        return f"{self.title}: {self.text}" if self.title else self.text


def points_of(decision: Decision) -> tuple[Point, ...]:
    """The grounds as they were proposed; a decision without any rests on its reasons."""
    read = tuple(Point(**{**one, "result": Result(one["result"]) if one["result"] else None}) for one in decision.points)
    return read or (Point(GENERAL, "", decision.reasons),)


def stored(points: Iterable[Point]) -> list[dict[str, Any]]:
    return [asdict(one) for one in points]


def with_general(reasons: str, points: Sequence[Point]) -> tuple[Point, ...]:
    """The grounds with what is said beside them put first; those without a text do not count."""
    general = Point(GENERAL, "", reasons.strip())
    return tuple(one for one in (general, *points) if one.text.strip())


def reasons_of(points: Iterable[Point]) -> str:
    """All grounds as one text, parted by empty lines."""
    return "\n\n".join(one.as_text for one in points)


def answered(points: Iterable[Point], answers: Mapping[str, str]) -> tuple[Point, ...]:
    return tuple(replace(one, answer=answers.get(one.key, one.answer).strip()) for one in points)


def answers_of(points: Iterable[Point]) -> str:
    """What customs says to the reply, as one text."""
    return "\n\n".join(replace(one, text=one.answer).as_text for one in points if one.answer)


def reply_of(points: Iterable[Point], text: str, replies: Mapping[str, str]) -> str:
    """The whole reply as one text: to the grounds one by one, and what is said beside."""
    single = [replace(one, text=replies[one.key].strip()).as_text for one in points if replies.get(one.key, "").strip()]
    return "\n\n".join([*single, *([text.strip()] if text.strip() else [])])
