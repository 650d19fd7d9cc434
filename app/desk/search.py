"""One box for officers: a business by its name, its place, its numbers, the number of anything in its file, or its people."""

from __future__ import annotations

from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, any_, case, exists, func, literal_column, or_, select

from app.accounts.models import Membership, User
from app.applications.models import Application
from app.audits.models import Audit
from app.findings.models import Finding
from app.monitoring.models import Incident
from app.operators.models import Identifier, Operator, Site
from app.operators.policy import visible_to
from app.programme.identifiers import LONGEST, normalise
from app.register.folding import words

LETTERS, PLAIN = "øđðłħı", "oddlhi"
TWO = (("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("þ", "th"))
FIGURES = 8  # of a trader number, from which on its end alone is looked for
MARKS = "[\u0300-\u036f]"


def find_operators(viewer: User, text: str) -> Select[Operator]:
    """Who fits, those whose number it is first; without a text, everybody by name."""
    found = visible_to(viewer).where(Operator.released_at.is_(None))
    if not text.strip():
        return found.order_by(Operator.name, Operator.tin)
    number = normalise(text[:LONGEST])
    numbered = or_(has_tin(number), has_identifier(number), has_case(number), has_in_file(number))
    named = (begins(Operator.name, text), begins(Operator.city, text), has_site_in(text), has_person(text))
    fits = numbered if is_numeric(text) else or_(numbered, *named)
    return found.where(fits).order_by(case((numbered, 0), else_=1), Operator.name, Operator.tin)


def fitting_case(text: str) -> ColumnElement[bool]:
    """A case by its number, or by the name or number of its business. `Application.operator` is joined."""
    number = normalise(text[:LONGEST])
    return or_(is_number(number), begins(Operator.name, text), Operator.tin.startswith(number, autoescape=True))


def is_numeric(text: str) -> bool:
    """Nobody is called so: names need not be looked through."""
    return sum(sign.isdigit() for sign in text) > 4


def begins(column: Any, text: str) -> ColumnElement[bool]:
    """Every word typed begins one of the column's, whatever the case and the accents."""
    typed = words(text)
    return and_(*(folded(column).op("~")(rf"\m{word}") for word in typed)) if typed else literal_column("false")


def folded(column: Any) -> Any:
    """As `app.register.folding` folds, in SQL; at a quarter of the time where there is nothing but ASCII."""
    is_plain = func.octet_length(column) == func.length(column)
    return case((is_plain, func.lower(column)), else_=folded_whole(column))


def folded_whole(column: Any) -> Any:
    bare = func.regexp_replace(func.normalize(func.lower(column), literal_column("NFKD")), MARKS, "", "g")
    return reduce(lambda so_far, pair: func.replace(so_far, *pair), TWO, func.translate(bare, LETTERS, PLAIN))


def has_tin(number: str) -> ColumnElement[bool]:
    """Its beginning, or its figures without the country before them."""
    bare = Operator.tin.endswith(number, autoescape=True) if len(number) >= FIGURES else literal_column("false")
    return or_(Operator.tin.startswith(number, autoescape=True), bare)


def has_in_file(number: str) -> ColumnElement[bool]:
    """The number of a finding, an incident or a visit."""
    return or_(*(bears(thing, number) for thing in (Finding, Incident, Audit)))


def bears(thing: Any, number: str) -> ColumnElement[bool]:
    bearers = select(thing.operator_id).where(func.replace(thing.reference, "-", "") == number)
    return Operator.id == any_(func.array(bearers.scalar_subquery()))


def has_site_in(text: str) -> ColumnElement[bool]:
    """A site that is still open, in a place of this name. Sites are looked through once, not once a business."""
    there = select(Site.operator_id).where(Site.closed_on.is_(None), begins(Site.city, text))
    return Operator.id == any_(func.array(there.scalar_subquery()))


def has_identifier(number: str) -> ColumnElement[bool]:
    return exists().where(Identifier.operator_id == Operator.id, Identifier.value == number)


def has_case(number: str) -> ColumnElement[bool]:
    return exists().where(Application.operator_id == Operator.id, is_number(number))


def is_number(number: str) -> ColumnElement[bool]:
    """AEO-2026-000042, with or without its hyphens, or its last figures."""
    bare = func.replace(Application.reference, "-", "")
    return or_(bare == number, bare.endswith(number, autoescape=True) if len(number) > 3 else bare == number)


def has_person(text: str) -> ColumnElement[bool]:
    """Somebody who works for the business, by name or e-mail address. People are looked through once, not once a membership."""
    fits = or_(begins(User.name, text), User.email == text.strip().lower())
    people = func.array(select(User.id).where(fits).scalar_subquery())
    return Operator.id.in_(select(Membership.operator_id).where(Membership.user_id == any_(people)))
