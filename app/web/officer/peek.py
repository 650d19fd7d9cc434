"""One page about a business, beside the desk: who it is, what is open, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_login import current_user
from sqlalchemy.orm import joinedload

from app.applications.models import Application
from app.authorisations import queries as authorisations
from app.authorisations.models import Authorisation
from app.desk.search import find_operators
from app.desk.situation import Situation
from app.extensions import db
from app.operators.models import Operator

SHOWN = 6


@dataclass(frozen=True)
class Peek:
    """The first that fits, and the others that do; `case` is its open case, if there is one."""

    text: str
    operator: Operator | None
    others: Sequence[Operator] = ()
    held: Sequence[Authorisation] = ()
    case: Application | None = None
    situation: Situation | None = None


def look_up(text: str) -> Peek | None:
    """Nothing where nothing was typed."""
    if not text.strip():
        return None
    query = find_operators(current_user.user, text).limit(SHOWN)
    known = (joinedload(Operator.sites), joinedload(Operator.contacts))
    found = db.session.scalars(query.options(*known)).unique().all()
    first = found[0] if found else None
    return Peek(text, first, found[1:], authorisations.of_operator(db.session, first.id) if first else ())
