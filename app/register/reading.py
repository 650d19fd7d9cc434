"""Reading an entry: the bytes as they were written or, once their day is over, what follows from the same facts."""

from __future__ import annotations

from typing import NamedTuple

from app.core import clock
from app.register import bodies
from app.register.models import Entry
from app.register.particulars import Particulars
from app.register.standing import For, Standing, stand


class Read(NamedTuple):
    """A body and its strong validator."""

    body: bytes
    etag: str


def is_stale(entry: Entry) -> bool:
    """The worker writes it anew within the minute; a reader does not wait for it."""
    return entry.changes_at is not None and entry.changes_at <= clock.now()


def particulars(entry: Entry) -> Particulars:
    return Particulars.model_validate(entry.summary)


def standing(entry: Entry, asked: For = For.ANY) -> Standing | None:
    """The status alone, of today whenever the entry was written."""
    return stand(particulars(entry).held, clock.today(), asked)


def status(entry: Entry, asked: For = For.ANY) -> Read | None:
    """For authorised systems. None where the operator never held what is asked for."""
    if asked is For.ANY and not is_stale(entry):
        return Read(entry.status, etag(entry, "a"))
    body = bodies.status(particulars(entry), clock.today(), entry.seq, asked)
    return Read(body, etag(entry, "a", asked)) if body else None


def public(entry: Entry, asked: For = For.ANY) -> Read | None:
    """For anyone. None also without the operator's consent."""
    if entry.public is None:
        return None
    if asked is For.ANY and not is_stale(entry):
        return Read(entry.public, etag(entry, "p"))
    body = bodies.public(particulars(entry), clock.today(), asked)
    return Read(body, etag(entry, "p", asked)) if body else None


def etag(entry: Entry, view: str, asked: For = For.ANY) -> str:
    """`<seq>-<view>`; an entry read after its day carries the day as well."""
    day = f".{clock.today():%Y%m%d}" if is_stale(entry) else ""
    part = "" if asked is For.ANY else f"-{asked}"
    return f"{entry.seq}{day}-{view}{part}"
