"""What the team looks at on the spot: every criterion of the sites visited, and what the assessment wants to see. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.applications.questionnaire import SelfAssessment
from app.audits.models import Audit, Observation
from app.criteria.catalogue import Criterion
from app.criteria.selection import Asked, Point
from app.criteria.words import Level
from app.operators.models import Site


@dataclass(frozen=True)
class Stop:
    """One criterion at one site, or of the whole business. `wanted` is what the assessment asks to look at."""

    criterion: Criterion
    site: Site | None
    observation: Observation | None
    asked: tuple[Asked, ...]
    wanted: str | None = None

    @property
    def where(self) -> str:
        return self.site.name if self.site else "The business"

    @property
    def checks(self) -> Sequence[str]:
        return self.criterion.officer_checks

    @property
    def seen(self) -> Mapping[str, Mapping[str, str]]:
        """What was written down of each point."""
        return {one["check"]: one for one in (self.observation.checks if self.observation else [])}

    @property
    def is_done(self) -> bool:
        return self.observation is not None


@dataclass(frozen=True)
class Checklist:
    """The stops of a visit, site by site, in the order of the catalogue."""

    stops: tuple[Stop, ...]

    @property
    def points(self) -> int:
        return sum(len(stop.checks) for stop in self.stops)

    @property
    def looked_at(self) -> int:
        """Points of which something is written down; a stop that was told as a whole counts with all of its own."""
        return sum(len(stop.seen) or len(stop.checks) for stop in self.stops if stop.is_done)

    @cached_property
    def by_place(self) -> Mapping[str, list[Stop]]:
        places: dict[str, list[Stop]] = {}
        for stop in self.stops:
            places.setdefault(stop.where, []).append(stop)
        return places

    def after(self, stop: Stop) -> Stop | None:
        """The next one that nobody has looked at: those that follow first, then those passed over."""
        at = self.stops.index(stop)
        return next((one for one in (*self.stops[at + 1 :], *self.stops[:at]) if not one.is_done), None)

    def at(self, criterion: str, site: Site | None) -> Stop | None:
        wanted = site.id if site else None
        same = (one for one in self.stops if one.criterion.code == criterion and (one.site.id if one.site else None) == wanted)
        return next(same, None)


def checklist(audit: Audit, drawn: SelfAssessment, wanted: Mapping[tuple[str, str], str]) -> Checklist:
    """`wanted` names criteria to be looked at by code and place, with the officer's note; the place is empty for the business."""
    made = Maker(audit, drawn, wanted)
    return Checklist((*(stop for site in audit.sites for stop in made.stops_at(site)), *made.stops_of_business()))


class Maker:
    """One drawing up of a checklist, with its look-ups worked out once."""

    def __init__(self, audit: Audit, drawn: SelfAssessment, wanted: Mapping[tuple[str, str], str]) -> None:
        self.drawn, self.wanted = drawn, wanted
        self.observed = {(one.criterion, one.site_id): one for one in audit.observations}
        self.place = {site.key: key for key, sites in drawn.applicant.classes.items() for site in sites}

    def stops_at(self, site: Site) -> Iterator[Stop]:
        place = self.place.get(str(site.id), site.class_key)
        for point in self.points(Level.SITE):
            if place in point.places:
                yield self.stop(point, place, site)

    def stops_of_business(self) -> Iterator[Stop]:
        """What is not of a site is looked at where the assessment asks for it, or where somebody has looked already."""
        for point in self.points(Level.ENTITY):
            code = point.criterion.code
            if (code, "") in self.wanted or (code, None) in self.observed:
                yield self.stop(point, None, None)

    def points(self, level: Level) -> Iterator[Point]:
        return (one for one in self.drawn.questionnaire.points if one.criterion.level is level and one.criterion.rated)

    def stop(self, point: Point, place: str | None, site: Site | None) -> Stop:
        code, key = point.criterion.code, (site.id if site else None)
        here = {place, str(site.id)} if site else {None}
        asked = tuple(one for one in point.asked if one.place in here)
        return Stop(point.criterion, site, self.observed.get((code, key)), asked, self.wanted.get((code, place or "")))
