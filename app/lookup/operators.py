"""Status and modifier of one operator: the bytes of the register or, once their day is over, what follows from the same facts."""

from __future__ import annotations

from app.core import clock
from app.core.refusals import NotFound
from app.lookup import afresh
from app.lookup.asked import Asked
from app.lookup.elsewhere import only_now
from app.lookup.store import Stored, View
from app.lookup.store.stored import tag
from app.lookup.told import Answer, found, once
from app.register.asking import asked_for, number_of
from app.register.standing import For
from app.risk.asking import shipment
from app.risk.engine import ANYTHING

LONGEST = 17
"""A TIN has no more letters and digits."""


def status(asked: Asked, view: View) -> Answer:
    asked.count(1)
    if not asked.given and (stored := as_written(asked, view)):
        return found(asked, view.unpack.status(stored.status), stored.status_tag.hex())
    number, what = number_asked(asked, view), asked_for(asked.get("for"))
    stored = known(view, number)
    if what is For.ANY and asked.at < stored.changes_at:
        return found(asked, view.unpack.status(stored.status), stored.status_tag.hex())
    return given(asked, afresh.status(view, stored, clock.day_of(asked.moment), what))


def public_status(asked: Asked, view: View) -> Answer:
    """For anybody, with the operator's consent."""
    asked.count(1)
    number, what = number_asked(asked, view), asked_for(asked.get("for"))
    stored = known(view, number)
    if not stored.is_public:
        raise NotFound
    return given(asked, afresh.public(view, stored, clock.day_of(asked.moment), what))


def risk(asked: Asked, view: View) -> Answer:
    asked.count(1)
    if not asked.given and (stored := as_written(asked, view)):
        asked.looked_at = (asked.written,)
        return found(asked, view.unpack.risk(stored.risk), stored.risk_tag.hex())
    number, about = number_asked(asked, view), shipment(asked.words)
    stored = known(view, number)
    asked.looked_at = (number,)
    if about == ANYTHING and asked.at < stored.changes_at:
        return found(asked, view.unpack.risk(stored.risk), stored.risk_tag.hex())
    return once(asked, afresh.risk(view, stored, asked.moment, about))


def as_written(asked: Asked, view: View) -> Stored | None:
    """The short way, which nearly all go: the TIN in its one form, asked about now, while what was published holds."""
    stored = view.get(asked.written) if len(asked.written) <= LONGEST else None
    return stored if stored and asked.at < stored.changes_at else None


def number_asked(asked: Asked, view: View) -> str:
    """The TIN; empty where a number of another scheme is nobody's today. Those are not public."""
    only_now(as_of=asked.get("as_of"), known_at=asked.get("known_at"))
    scheme, number = number_of(asked.number, asked.get("scheme"))
    if scheme is None:
        return number
    return "" if asked.is_public else view.alias(scheme, number, clock.day_of(asked.moment)) or ""


def known(view: View, tin: str) -> Stored:
    stored = view.get(tin) if tin else None
    if stored is None:
        raise NotFound
    return stored


def given(asked: Asked, body: bytes | None) -> Answer:
    """`NotFound` where the operator never held what was asked for."""
    if body is None:
        raise NotFound
    return found(asked, body, tag(body).hex())
