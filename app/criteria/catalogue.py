"""A criteria edition as typed, unchangeable objects. `Catalogue.read` refuses what does not fit together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

import orjson
from pydantic import Field, ValidationError

from app.core.errors import Invalid
from app.criteria.checks import faults
from app.criteria.conditions import ALWAYS, Codes, Condition, Fixed
from app.criteria.words import AnswerKind, Basis, ColumnKind, Duty, Expect, Level, Occasion, Visibility


class Malformed(Invalid):
    """An edition that cannot be used; the text names the code at fault."""


class Imprint(Fixed):
    """What stands on the title page of an edition."""

    code: str
    title: str
    source_note: str
    languages: tuple[str, ...]


class Entry(Fixed):
    """A line of one of the lists: a role, a mode, a regime, a kind of evidence …"""

    code: str
    title: str


class Group(Entry):
    safe_element: str


class ActivityFact(Fixed):
    """Asked before the questions, yes or no, because it decides which of them fit."""

    code: str
    question: str
    help: str
    scope: Codes = Field(min_length=1)
    per_site: bool
    suggested_for: Codes
    show_if: Condition = ALWAYS


class Option(Fixed):
    code: str
    label: str


class Column(Fixed):
    code: str
    label: str
    kind: ColumnKind
    required: bool
    options: tuple[Option, ...] = ()
    unit: str | None = None


class AnswerSpec(Fixed):
    """How a question is answered. A unit may be `{currency}`: that of the programme."""

    kind: AnswerKind
    required: bool
    options: tuple[Option, ...] = ()
    options_from: str | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[Option, ...] = ()
    single_row: bool = False
    unit: str | None = None
    min: int | None = None
    max: int | None = None

    @property
    def grows(self) -> bool:
        """Whether the trader adds as many rows as there are things to tell."""
        return bool(self.columns) and not self.rows and not self.single_row


class Evidence(Fixed):
    expect: Expect
    kinds: tuple[str, ...]


class Question(Fixed):
    id: str
    text: str
    why: str
    good_evidence: str
    answer: AnswerSpec
    evidence: Evidence
    asked_in: frozenset[Occasion] = Field(min_length=1)
    visibility: Visibility
    prefill_from: str | None = None
    reportable: bool = False
    show_if: Condition = ALWAYS
    every_site: bool = False
    also_serves: tuple[str, ...] = ()

    @property
    def is_follow_up(self) -> bool:
        return self.show_if.answer is not None


class Criterion(Fixed):
    code: str
    group: str
    title: str
    requirement: str
    safe_ref: str
    basis: Basis
    scope: tuple[str, ...] = Field(min_length=1)
    level: Level
    applies_when: Condition
    duty: Duty
    rated: bool
    barring: bool
    deemed_by: tuple[str, ...]
    sme_note: str | None = None
    officer_checks: tuple[str, ...]
    questions: tuple[Question, ...] = Field(min_length=1)

    def question(self, question_id: str) -> Question:
        return next(question for question in self.questions if question.id == question_id)


class Catalogue(Fixed):
    """Everything an edition says."""

    edition: Imprint
    scopes: tuple[Entry, ...]
    roles: tuple[Entry, ...]
    modes: tuple[Entry, ...]
    regimes: tuple[Entry, ...]
    evidence_kinds: tuple[Entry, ...]
    prefill_sources: tuple[Entry, ...]
    activities: tuple[ActivityFact, ...]
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Catalogue:
        """The edition, or `Malformed` naming the first code at fault."""
        try:
            catalogue = cls.model_validate(data)
        except ValidationError as error:
            raise Malformed(_explained(error, data)) from None
        for fault in faults(catalogue):
            raise Malformed(fault)
        return catalogue

    @classmethod
    def cached(cls, digest: str, content: Callable[[], Mapping[str, Any]]) -> Catalogue:
        """The edition with this hash, read once per process: editions do not change."""
        if digest not in _READ:
            _READ[digest] = cls.read(content())
        return _READ[digest]

    @cached_property
    def criterion(self) -> Mapping[str, Criterion]:
        """Each criterion by its code."""
        return {criterion.code: criterion for criterion in self.criteria}

    @cached_property
    def question(self) -> Mapping[str, Question]:
        """Each question by its id."""
        return {question.id: question for criterion in self.criteria for question in criterion.questions}

    @cached_property
    def criterion_of(self) -> Mapping[str, Criterion]:
        """The criterion each question belongs to, by the question's id."""
        return {question.id: criterion for criterion in self.criteria for question in criterion.questions}

    @cached_property
    def by_group(self) -> tuple[tuple[Group, tuple[Criterion, ...]], ...]:
        """The groups in order, each with its criteria in order."""
        return tuple((group, tuple(c for c in self.criteria if c.group == group.code)) for group in self.groups)

    def titles(self, of: str) -> dict[str, str]:
        """Code and title of a list: `titles("roles")["EXP"]`."""
        return {entry.code: entry.title for entry in getattr(self, of)}


_READ: dict[str, Catalogue] = {}


def fingerprint(data: Mapping[str, Any]) -> str:
    """The SHA-256 of what an edition says, whatever the order of its keys and the layout of its file."""
    return sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).hexdigest()


def dated(text: str, lookback: str) -> str:
    """A text of the edition with the look-back date printed in it."""
    return text.replace("{lookback_date}", lookback)


def _explained(error: ValidationError, data: Mapping[str, Any]) -> str:
    """The first fault of shape, told by the innermost code on the way to it."""
    fault = error.errors(include_url=False)[0]
    here: Any = data
    code, field = "edition", []
    for step in fault["loc"]:
        field.append(str(step))
        here = here[step] if _has(here, step) else None
        if isinstance(here, Mapping) and isinstance(name := here.get("id", here.get("code")), str):
            code, field = name, []
    return f"{code}: {'.'.join(field) or 'entry'}: {fault['msg']}"


def _has(here: Any, step: int | str) -> bool:
    return step in here if isinstance(here, Mapping) else isinstance(here, list) and isinstance(step, int) and step < len(here)
