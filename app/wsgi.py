"""What the web server serves: look-ups from the replica, and everything else, also where the replica knows nothing, by Flask."""

from __future__ import annotations

from collections.abc import Iterable

from app.api import metering
from app.config import settings
from app.core.arriving import Arriving
from app.core.refusals import Refusal
from app.lookup.app import LookUp, Start
from app.lookup.request import Environ
from app.lookup.store import Reader
from app.lookup.well_formed import WellFormed
from app.portal import create_app

portal = create_app()


def others(environ: Environ, start: Start, refusal: Refusal | None) -> Iterable[bytes]:
    return portal(environ, start)


def made() -> Arriving:
    """What either of them answers is counted in one place."""
    configured = settings()
    with portal.app_context():
        metering.begin()
    reader = Reader(configured.lookup_path, stale_after=configured.lookup_stale_after)
    look_up = LookUp(reader, metering.USAGE, others, proxies=configured.certificates_from)
    return Arriving(WellFormed(look_up))


app = made()
