"""Which questions fit an applicant: the union of what its roles, scopes, modes and activities need, nothing twice. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.criteria.applicant import Applicant, FactAsked, Site
from app.criteria.catalogue import Catalogue, Criterion, Group, Question
from app.criteria.conditions import Circumstances
from app.criteria.words import Level, Occasion

__all__ = ["Applicant", "Asked", "FactAsked", "Point", "Questionnaire", "Section", "Site", "answer_key", "draw_up"]


def answer_key(question_id: str, place: str | None) -> str:
    """The key of an answer: `P.1.details`, or `G.7.apart@<key of a site or class>`."""
    return question_id if place is None else f"{question_id}@{place}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to be answered once: for the business, for a class of sites, or at one site."""

    question: Question
    place: str | None
    is_follow_up: bool

    @property
    def key(self) -> str:
        return answer_key(self.question.id, self.place)


@dataclass(frozen=True)
class Point:
    """A criterion in play, with its questions. `served_by` are the keys of answers given elsewhere that count here too."""

    criterion: Criterion
    places: tuple[str | None, ...]
    asked: tuple[Asked, ...]
    served_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A group of the catalogue with its criteria in play."""

    group: Group
    points: tuple[Point, ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(asked for point in self.points for asked in point.asked)


@dataclass(frozen=True)
class Questionnaire:
    """What one applicant is asked on one occasion, in order."""

    sections: tuple[Section, ...]

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for section in self.sections for point in section.points)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(asked for point in self.points for asked in point.asked)

    @cached_property
    def by_key(self) -> Mapping[str, Asked]:
        return {asked.key: asked for asked in self.asked}

    def section_of(self, asked: Asked) -> Section:
        return next(section for section in self.sections if asked in section.asked)

    def after(self, key: str) -> Asked | None:
        """The question that comes next, or None at the end."""
        keys = list(self.by_key)
        place = keys.index(key) + 1 if key in self.by_key else 0
        return self.asked[place] if place < len(self.asked) else None


def draw_up(
    catalogue: Catalogue,
    applicant: Applicant,
    answers: Mapping[str, object] | None = None,
    occasion: Occasion = Occasion.APPLICATION,
) -> Questionnaire:
    """The questionnaire of an applicant. `answers` (values by key) open follow-ups, and nothing else."""
    sections = tuple(_Selection(catalogue, applicant, answers or {}, occasion).sections())
    serving: dict[str, list[str]] = {}
    for section in sections:
        for asked in section.asked:
            for code in asked.question.also_serves:
                serving.setdefault(code, []).append(asked.key)
    return Questionnaire(tuple(Section(s.group, tuple(_served(point, serving) for point in s.points)) for s in sections))


def _served(point: Point, serving: Mapping[str, list[str]]) -> Point:
    keys = serving.get(point.criterion.code)
    return Point(point.criterion, point.places, point.asked, tuple(keys)) if keys else point


class _Selection:
    """One drawing up: the circumstances of the operator, its classes and its sites, worked out once."""

    def __init__(self, catalogue: Catalogue, applicant: Applicant, answers: Mapping[str, object], occasion: Occasion) -> None:
        self.catalogue, self.applicant, self.answers, self.occasion = catalogue, applicant, answers, occasion
        self.operator = applicant.circumstances(catalogue)
        self.of_class = {key: applicant.circumstances_at(catalogue, sites) for key, sites in applicant.classes.items()}
        self.of_site = {site.key: applicant.circumstances_at(catalogue, (site,)) for site in applicant.sites}

    def sections(self) -> Iterator[Section]:
        for group, criteria in self.catalogue.by_group:
            points = tuple(point for criterion in criteria if (point := self.point(criterion)))
            if points:
                yield Section(group, points)

    def point(self, criterion: Criterion) -> Point | None:
        if self.applicant.scopes.isdisjoint(criterion.scope):
            return None
        if criterion.level is Level.ENTITY:
            applies = criterion.applies_when.holds(self.operator)
            return Point(criterion, (None,), tuple(self.at_operator(criterion))) if applies else None
        places = tuple(key for key, here in self.of_class.items() if criterion.applies_when.holds(here))
        return Point(criterion, places, tuple(a for key in places for a in self.at_class(criterion, key))) if places else None

    def at_operator(self, criterion: Criterion) -> Iterator[Asked]:
        for question in criterion.questions:
            if self.occasion in question.asked_in and self.is_open(criterion, question, None, self.operator):
                yield Asked(question, None, question.is_follow_up)

    def at_class(self, criterion: Criterion, key: str) -> Iterator[Asked]:
        for question in criterion.questions:
            if self.occasion not in question.asked_in:
                continue
            for place, here in self.places_of(criterion, question, key):
                if self.is_open(criterion, question, place, here, key):
                    yield Asked(question, place, question.is_follow_up)

    def places_of(self, criterion: Criterion, question: Question, key: str) -> Iterator[tuple[str, Circumstances]]:
        """The class once, or each of its sites for which the criterion applies."""
        if not question.every_site:
            yield key, self.of_class[key]
            return
        for site in self.applicant.classes[key]:
            if criterion.applies_when.holds(self.of_site[site.key]):
                yield site.key, self.of_site[site.key]

    def is_open(
        self, criterion: Criterion, question: Question, place: str | None, here: Circumstances, key: str | None = None
    ) -> bool:
        """Whether a question is shown at a place: its condition holds, and the question it follows is open and answered so."""
        if not question.show_if.holds(here):
            return False
        if (wanted := question.show_if.answer) is None:
            return True
        earlier = criterion.question(wanted.question)
        places = [(place, here)]
        if key is not None and earlier.every_site != question.every_site:
            places = list(self.places_of(criterion, earlier, key))
        return any(
            not wanted.any_of.isdisjoint(_codes(self.answers.get(answer_key(earlier.id, at))))
            and self.is_open(criterion, earlier, at, there, key)
            for at, there in places
        )


def _codes(value: object) -> tuple[str, ...]:
    """The codes an answer holds: one of a choice or a yes or no, several of a list; an argued answer holds none."""
    if isinstance(value, str):
        return (value,)
    return tuple(code for code in value if isinstance(code, str)) if isinstance(value, list) else ()
