"""What must be true of an authorised operator: every edition of the criteria, to be read by anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.applications.profile import look_back
from app.core import clock
from app.criteria.catalogue import Catalogue, Criterion, Question, dated
from app.criteria.models import Edition
from app.criteria.states import State
from app.criteria.words import Duty, Level
from app.extensions import db
from app.programme.words import AuthorisationType
from app.web import formats
from app.web.public import public


@dataclass(frozen=True)
class Shown:
    """A criterion in words."""

    criterion: Criterion

    @property
    def requirement(self) -> str:
        return in_general(self.criterion.requirement)

    @property
    def duty(self) -> str:
        return "Must" if self.criterion.duty is Duty.MUST else "Should"

    @property
    def types(self) -> str:
        return ", ".join(AuthorisationType.of_scope(scope).code for scope in self.criterion.scope)

    @property
    def place(self) -> str:
        return "each class of sites" if self.criterion.level is Level.SITE else "the business"


def in_general(text: str) -> str:
    """With the look-back date that an application sent today would have."""
    return dated(text, formats.day(look_back({"taken_on": clock.today().isoformat()})))


def editions() -> Sequence[Edition]:
    """All that were ever in force, the newest first."""
    published = select(Edition).where(Edition.state != State.DRAFT)
    return db.session.scalars(published.order_by(Edition.published_at.desc(), Edition.code.desc())).all()


def find_edition(found: Sequence[Edition], code: str | None) -> Edition:
    """The one asked for, else the one that new applications take."""
    fits = (one for one in found if one.code == code or (code is None and one.state is State.PUBLISHED))
    edition = next(fits, None)
    if edition is None:
        raise NoResultFound
    return edition


@public.get("/criteria", defaults={"code": None})
@public.get("/criteria/<code>")
def criteria(code: str | None) -> str:
    found = editions()
    edition = find_edition(found, code)
    groups = [(group, [Shown(one) for one in members]) for group, members in edition.catalogue.by_group if members]
    return render_template(
        "public/criteria/list.html", edition=edition, editions=found, groups=groups, counts=counts(edition.catalogue)
    )


def counts(catalogue: Catalogue) -> dict[str, int]:
    return {
        "criteria": len(catalogue.criteria),
        "must": sum(one.duty is Duty.MUST for one in catalogue.criteria),
        "questions": len(catalogue.question),
    }


@public.get("/criteria/<code>/<criterion>")
def show_criterion(code: str, criterion: str) -> str:
    """One criterion with the questions an applicant is asked about it, and what is good evidence."""
    edition = find_edition(editions(), code)
    catalogue = edition.catalogue
    found = catalogue.criterion.get(criterion)
    if found is None:
        raise NoResultFound
    group = next(one for one in catalogue.groups if one.code == found.group)
    return render_template(
        "public/criteria/criterion.html",
        edition=edition,
        group=group,
        shown=Shown(found),
        questions=[in_words(question) for question in found.questions],
    )


def in_words(question: Question) -> dict[str, str]:
    return {name: in_general(getattr(question, name)) for name in ("text", "why", "good_evidence")}
