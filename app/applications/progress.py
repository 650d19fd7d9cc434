"""How far a questionnaire has come, and what is missing. Pure: derived whenever it is looked at, never stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from app.applications.answers import is_argued, is_given, missing
from app.core.words import Word
from app.criteria.selection import Asked, Questionnaire, Section
from app.criteria.words import Expect

UNFINISHED = "Finish what was begun"
NO_FILE = "Attach at least one file"


class Given(Protocol):
    """A stored answer, as far as progress looks at it."""

    @property
    def value(self) -> Any: ...
    @property
    def draft(self) -> Any: ...


class Stage(Word):
    NOT_STARTED = "not_started", "Not started"
    BEGUN = "begun", "Begun"
    DONE = "done", "Done"


@dataclass(frozen=True)
class Gap:
    """A question in the way of sending, and what to do about it."""

    asked: Asked
    section: Section
    text: str


@dataclass(frozen=True)
class Progress:
    """Of one section, or of all."""

    asked: int
    answered: int
    gaps: tuple[Gap, ...]

    @property
    def stage(self) -> Stage:
        """Done when nothing is in the way; questions that may be left open do not hold it up once one is answered."""
        if not self.answered and (self.gaps or self.asked):
            return Stage.NOT_STARTED if not any(gap.text == UNFINISHED for gap in self.gaps) else Stage.BEGUN
        return Stage.BEGUN if self.gaps else Stage.DONE

    @property
    def is_complete(self) -> bool:
        return not self.gaps

    @property
    def optional(self) -> int:
        """Not answered, and in nobody's way."""
        return self.left - len(self.gaps)

    @property
    def left(self) -> int:
        return self.asked - self.answered


def progress(
    questionnaire: Questionnaire, answers: Mapping[str, Given], attached: Collection[str]
) -> tuple[Progress, tuple[Progress, ...]]:
    """Of the whole and, in order, of each section. `attached` are the keys that have a file."""
    sections = tuple(of_section(section, answers, attached) for section in questionnaire.sections)
    gaps = tuple(gap for section in sections for gap in section.gaps)
    return Progress(sum(one.asked for one in sections), sum(one.answered for one in sections), gaps), sections


def of_section(section: Section, answers: Mapping[str, Given], attached: Collection[str]) -> Progress:
    open_ = {asked.key: text for asked in section.asked if (text := gap(asked, answers.get(asked.key), attached))}
    gaps = tuple(Gap(asked, section, open_[asked.key]) for asked in section.asked if asked.key in open_)
    answered = sum(is_answered(asked, answers.get(asked.key), attached) for asked in section.asked)
    return Progress(len(section.asked), answered, gaps)


def is_answered(asked: Asked, answer: Given | None, attached: Collection[str]) -> bool:
    return answer is not None and is_given(asked.question, answer.value) and not gap(asked, answer, attached)


def gap(asked: Asked, answer: Given | None, attached: Collection[str]) -> str:
    """What keeps this question from being done; empty if nothing does."""
    question = asked.question
    if answer is not None and answer.draft is not None:
        return UNFINISHED
    if answer is None or not is_given(question, answer.value):
        return missing(question) if question.answer.required else ""
    if question.evidence.expect is Expect.UPLOAD and not is_argued(answer.value) and asked.key not in attached:
        return NO_FILE
    return ""
