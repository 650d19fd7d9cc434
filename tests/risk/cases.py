"""Operators as the modifier sees them: the smallest facts, and what is asked about them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.programme.words import AuthorisationType, Domain
from app.risk.ageing import add_months
from app.risk.engine import compute
from app.risk.facts import Authorisation, Checks, Facts, Status
from app.risk.policy import load

NOW = datetime(2026, 11, 5, 9, 58, 11, tzinfo=UTC)
TODAY = NOW.date()
POLICY = load("2026.1")
FISCAL, SECURITY = (Domain.FISCAL,), (Domain.SECURITY,)


def ago(months=0, days=0):
    """So many whole months and then days before today."""
    return add_months(TODAY, -months) - timedelta(days=days)


def authorisation(kind, status=Status.VALID, since=date(2023, 3, 11), **values):
    return Authorisation(AuthorisationType(kind), status, held_since=since, **values)


def holder(*types, **facts):
    """Valid for three years and validated 14 months ago, with the record given."""
    facts = {"last_validated_on": ago(14), "authorisations": tuple(map(authorisation, types or ("aeoc", "aeos")))} | facts
    return Facts(**facts)


def checks(number=12, errors=0, role="IMP", months=8, **values):
    return (Checks(ago(months), role, number, errors, **values),)


def asked(facts, at=NOW, **values):
    return compute(facts, POLICY, at, **values)


def points(facts, code, figure, at=NOW):
    """The points of one row, or None if it is not listed."""
    return next((c.points for c in asked(facts, at).components if (c.code, c.figure.value) == (code, figure)), None)


def value(facts, figure, at=NOW):
    return asked(facts, at).figures[Domain(figure)].value


def with_status(facts, *statuses):
    """The same operator with other statuses, in the order of its authorisations."""
    pairs = zip(facts.authorisations, statuses, strict=True)
    return replace(facts, authorisations=tuple(replace(a, status=Status(status)) for a, status in pairs))
