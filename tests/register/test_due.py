"""Entries whose day has come are written anew by the worker."""

from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select

from app.core import clock
from app.reactions import republish
from app.register.models import Entry
from app.register.queries import due
from tests.makers import Maker


@pytest.fixture
def granted_ahead(committed):
    """An entry published six days ago for a grant that has taken effect since."""
    make = Maker(committed)
    then = clock.now() - timedelta(days=6)
    with clock.at(then):
        ahead = then.date() + timedelta(days=5)
        authorisation = make.authorisation(granted_on=then.date(), effective_from=ahead)
        republish(committed, [authorisation.operator_id])
        committed.commit()
    return committed.scalars(select(Entry)).one()


def test_an_entry_is_due_from_the_moment_it_stops_being_right(committed, granted_ahead):
    changes_at = granted_ahead.changes_at

    assert due(committed, changes_at - timedelta(seconds=1), at_most=9) == []
    assert due(committed, changes_at, at_most=9) == [granted_ahead.operator_id]


def test_the_worker_writes_a_due_entry_anew(committed, granted_ahead, run_jobs):
    from app.core import jobs

    before = granted_ahead.seq
    jobs.defer(committed, "republish_due", timestamp=0)
    committed.commit()

    run_jobs()

    committed.expire_all()
    assert orjson.loads(granted_ahead.restricted.status)["status"] == "valid"
    assert granted_ahead.seq > before
    assert granted_ahead.changes_at > clock.now()


def test_a_modifier_is_renewed_a_day_before_it_ends(committed, run_jobs):
    from app.core import jobs

    make, then = Maker(committed), clock.now() - timedelta(days=6, hours=12)
    with clock.at(then):
        republish(committed, [make.authorisation().operator_id])
        committed.commit()
    entry = committed.scalars(select(Entry)).one()
    before = entry.seq
    jobs.defer(committed, "renew_due", timestamp=0)
    committed.commit()

    run_jobs()

    committed.expire_all()
    assert entry.seq > before
