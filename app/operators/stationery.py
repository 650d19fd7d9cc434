"""How customs writes to a business on paper."""

from __future__ import annotations

from app.core.stationery import Addressee, Letterhead
from app.operators.models import Operator
from app.programme import countries
from app.programme.rules import rules


def letterhead() -> Letterhead:
    programme = rules()
    return Letterhead(programme.authority, programme.office, (programme.place,))


def addressee(operator: Operator) -> Addressee:
    return Addressee(operator.name, (operator.street, f"{operator.postcode} {operator.city}", countries.name(operator.country)))
