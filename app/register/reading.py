"""Reading an entry: the bytes as they were written or, once their day is over, what follows from the same facts."""

from __future__ import annotations

from app.core import clock
from app.register import bodies
from app.register.models import Entry
from app.register.particulars import Particulars
from app.register.standing import Coverage, Standing, stand


def is_stale(entry: Entry) -> bool:
    """The worker writes it anew within the minute; a reader does not wait for it."""
    return entry.changes_at is not None and entry.changes_at <= clock.now()


def particulars(entry: Entry) -> Particulars:
    return Particulars.model_validate(entry.summary)


def standing(entry: Entry, coverage: Coverage = Coverage.ANY) -> Standing | None:
    """The status alone, of today whenever the entry was written."""
    return stand(particulars(entry).held, clock.today(), coverage)


def status(entry: Entry, coverage: Coverage = Coverage.ANY) -> bytes | None:
    """For authorised systems. None where the operator never held what is asked for."""
    if coverage is Coverage.ANY and not is_stale(entry):
        return entry.restricted.status
    return bodies.status(particulars(entry), clock.today(), entry.seq, coverage)


def public(entry: Entry, coverage: Coverage = Coverage.ANY) -> bytes | None:
    """For anyone. None also without the operator's consent."""
    if entry.public is None or (coverage is Coverage.ANY and not is_stale(entry)):
        return entry.public
    return bodies.public(particulars(entry), clock.today(), coverage)
