"""What is rated and what is open: derived from the questionnaire and the ratings, never stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.applications.models import Application
from app.applications.profile import applicant_of, profile_of
from app.assessment.models import Rating
from app.criteria.catalogue import Catalogue, Criterion
from app.criteria.selection import draw_up
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
    def to_ask(self) -> tuple[Item, ...]:
        """What is collected for the next request to the trader."""
        return tuple(item for item in self.items if item.rating is not None and item.rating.to_ask)

    @property
    def rated(self) -> int:
        return len(self.items) - len(self.open)

    def count(self, result: Result) -> int:
        return sum(item.rating is not None and item.rating.result is result for item in self.items)

    def within(self, scope: str) -> Progress:
        """Only what one authorisation rests on: scope c or s."""
        return Progress(tuple(item for item in self.items if scope in item.criterion.scope))


def of(session: Session, application: Application, *, scope: str | None = None) -> Progress:
    """The state of the assessment of a case, or of one scope of it."""
    ratings = ratings_of(session, application)
    progress = Progress(tuple(Item(criterion, at, ratings.get((criterion.code, at))) for criterion, at in in_play(application)))
    return progress.within(scope) if scope else progress


def in_play(application: Application) -> tuple[tuple[Criterion, str], ...]:
    """Each criterion to be rated, at each place for which it is. What was answered changes nothing about it."""
    catalogue, scopes = application.edition.catalogue, application.scopes
    if application.profile is None or application.submitted_at is None:
        return drawn(catalogue, profile_of(application.operator), scopes)
    return Sent(application.id, application.submitted_at, application.profile, catalogue, scopes).in_play()


def to_rate(application: Application) -> frozenset[tuple[str, str]]:
    """The code and place of each."""
    return frozenset((criterion.code, place) for criterion, place in in_play(application))


def drawn(catalogue: Catalogue, profile: Mapping[str, Any], scopes: Collection[str]) -> tuple[tuple[Criterion, str], ...]:
    points = draw_up(catalogue, applicant_of(profile, scopes)).points
    return tuple((point.criterion, place or "") for point in points if point.criterion.rated for place in point.places)


@dataclass(frozen=True)
class Sent:
    """What an application was sent with. It stands until it is sent again, and a desk shows dozens: drawn up once a process."""

    application_id: UUID
    sent_at: datetime
    profile: Mapping[str, Any] = field(compare=False)
    catalogue: Catalogue = field(compare=False)
    scopes: frozenset[str] = field(compare=False)

    @lru_cache(maxsize=1024)  # noqa: B019  the key is the small object itself
    def in_play(self) -> tuple[tuple[Criterion, str], ...]:
        return drawn(self.catalogue, self.profile, self.scopes)


def ratings_of(session: Session, application: Application) -> Mapping[tuple[str, str], Rating]:
    """Each rating of a case by criterion and place, as it is now: one read earlier may have been changed by a colleague."""
    query = select(Rating).where(Rating.application_id == application.id).options(joinedload(Rating.rated_by))
    ordered = query.order_by(Rating.criterion, Rating.place).execution_options(populate_existing=True)
    return {(rating.criterion, rating.place): rating for rating in session.scalars(ordered)}
