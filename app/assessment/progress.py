"""What is rated and what is open: derived from the questionnaire and the ratings, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.assessment.models import Rating
from app.criteria.catalogue import Criterion
from app.criteria.words import Duty, Result


@dataclass(frozen=True)
class Item:
    """One criterion at one place (empty: the whole business), with its result if there is one."""

    criterion: Criterion
    place: str
    rating: Rating | None

    @property
    def name(self) -> str:
        return f"{self.criterion.code} at {self.place}" if self.place else self.criterion.code

    @property
    def is_unmet_must(self) -> bool:
        unmet = self.rating is not None and self.rating.result is Result.NOT_MET
        return unmet and self.criterion.duty is Duty.MUST


@dataclass(frozen=True)
class Progress:
    """The criteria to be rated in one case, in the order of the catalogue."""

    items: tuple[Item, ...]

    @cached_property
    def open(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.items if item.rating is None)

    @cached_property
    def unmet(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.items if item.is_unmet_must)

    @property
    def rated(self) -> int:
        return len(self.items) - len(self.open)

    def count(self, result: Result) -> int:
        return sum(item.rating is not None and item.rating.result is result for item in self.items)

    def within(self, scope: str) -> Progress:
        """Only what one authorisation rests on: scope c or s."""
        return Progress(tuple(item for item in self.items if scope in item.criterion.scope))


def of(session: Session, application: Application, *, scope: str | None = None, drawn: SelfAssessment | None = None) -> Progress:
    """The state of the assessment of a case, or of one scope of it; `drawn` if the questions are worked out already."""
    points = (drawn or self_assessment(application)).questionnaire.points
    ratings = ratings_of(session, application)
    items = tuple(
        Item(point.criterion, place or "", ratings.get((point.criterion.code, place or "")))
        for point in points
        if point.criterion.rated
        for place in point.places
    )
    progress = Progress(items)
    return progress.within(scope) if scope else progress


def ratings_of(session: Session, application: Application) -> Mapping[tuple[str, str], Rating]:
    """Each rating of a case by criterion and place."""
    query = select(Rating).where(Rating.application_id == application.id).order_by(Rating.criterion, Rating.place)
    return {(rating.criterion, rating.place): rating for rating in session.scalars(query)}
