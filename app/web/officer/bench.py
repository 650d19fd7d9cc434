"""The criterion bench: what is read beside a criterion before it is rated, and which comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.applications.models import Application
from app.applications.questionnaire import SelfAssessment
from app.assessment import queries
from app.assessment.models import Rating
from app.assessment.progress import Item, Progress
from app.audits.models import Audit, Observation
from app.criteria.selection import Point, Section
from app.criteria.words import Result
from app.extensions import db
from app.findings.models import Finding
from app.findings.policy import visible_to as findings_visible_to
from app.web.officer.reading import Reading, read


@dataclass(frozen=True)
class Bench:
    """One criterion at one place of one case, among the others."""

    assessment: SelfAssessment
    progress: Progress
    item: Item

    @property
    def title(self) -> str:
        return f"{self.item.criterion.code} {self.item.criterion.title}"

    @property
    def place(self) -> str:
        return self.assessment.place_name(self.item.place or None)

    @property
    def sites(self) -> list[str]:
        """The sites of a class, where their names are not the name of the place."""
        names = self.assessment.sites_of(self.item.place)
        return names if names != [self.place] else []

    @property
    def readings(self) -> list[Reading]:
        """The answers given at this place, and those given elsewhere that count here."""
        keys = [asked for asked in self.point.asked if self.is_here(asked.place)]
        elsewhere = [self.assessment.questionnaire.by_key[key] for key in self.point.served_by]
        return [read(self.assessment, asked) for asked in [*keys, *elsewhere]]

    @property
    def point(self) -> Point:
        return next(one for one in self.assessment.questionnaire.points if one.criterion == self.item.criterion)

    def is_here(self, place: str | None) -> bool:
        """Some questions are asked once for a class of sites, others at each of its sites."""
        sites = {site.key for site in self.assessment.applicant.classes.get(self.item.place, ())}
        return (place or "") == self.item.place or place in sites

    @property
    def following(self) -> Item | None:
        return next_open(self.progress, self.item)

    @property
    def save_text(self) -> str:
        """What the button says: it saves, and moves on."""
        if self.following is None:
            return "Save"
        code = self.following.criterion.code
        return "Save, go to the next site" if code == self.item.criterion.code else f"Save, go to {code}"

    @property
    def tally(self) -> list[tuple[str, int]]:
        counted: list[tuple[str, int]] = [(word, self.progress.count(word)) for word in Result]
        return [pair for pair in counted if pair[1]] + [("open", len(self.progress.open))]

    @property
    def groups(self) -> list[tuple[Section, list[Item]]]:
        """Each group with its items."""
        sections = self.assessment.questionnaire.sections
        items: dict[str, list[Item]] = {}
        for item in self.progress.items:
            items.setdefault(item.criterion.group, []).append(item)
        return [(section, items[section.group.code]) for section in sections if section.group.code in items]

    def rows(self, items: Sequence[Item]) -> list[dict[str, Any]]:
        """The lines of the list at the left; further places of a criterion are told by their names alone."""
        before = [None, *(item.criterion for item in items)]
        return [self.row(item, again=item.criterion is last) for item, last in zip(items, before, strict=False)]

    def row(self, item: Item, *, again: bool) -> dict[str, Any]:
        place = self.assessment.place_name(item.place or None) if len(self.assessment.applicant.classes) > 1 else ""
        return {
            "code": item.criterion.code,
            "title": ", ".join(part for part in ("" if again else item.criterion.title, place) if part),
            "href": self.address(item),
            "result": item.rating.result if item.rating else "open",
            "current": item is self.item,
        }

    def address(self, item: Item) -> str:
        return address_of(self.assessment.application, item)


def next_open(progress: Progress, after: Item | None = None) -> Item | None:
    """The next without a result, from the beginning again after the last."""
    items = progress.items
    at = items.index(after) + 1 if after else 0
    return next((one for one in [*items[at:], *items[:at]] if one.rating is None and one is not after), None)


def address_of(application: Application, item: Item | None) -> str:
    """The bench of one criterion; the list where there is none."""
    if item is None:
        return url_for("officer.list_criteria", application_id=application.id)
    place = item.place or None
    return url_for("officer.rate_criterion", application_id=application.id, code=item.criterion.code, place=place)


def seen_at_visits(application: Application, criterion: str) -> Sequence[Observation]:
    """What auditors saw of it; nobody visits a business whose application is not accepted."""
    if application.accepted_on is None:
        return []
    seen = select(Observation).join(Observation.audit).where(Audit.application_id == application.id)
    known = (joinedload(Observation.site), joinedload(Observation.observed_by))
    ordered = seen.where(Observation.criterion == criterion).order_by(Observation.observed_at, Observation.id)
    return db.session.scalars(ordered.options(*known)).all()


def findings_about(application_id: Any, criterion: str) -> Sequence[Finding]:
    about = findings_visible_to(current_user.user).where(Finding.application_id == application_id)
    return db.session.scalars(about.where(Finding.criterion == criterion).order_by(Finding.reference)).all()


def last_result(bench: Bench) -> Rating | None:
    last = queries.last_rating(bench.assessment.application, bench.item.criterion.code, bench.item.place)
    return db.session.scalars(last).first()
