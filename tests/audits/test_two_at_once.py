"""Two of a team at once, each in a transaction of their own."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.accounts.models import User
from app.audits.models import Audit
from app.audits.service import Plan, change, observe, report
from app.core import clock
from app.core.errors import Invalid, WrongState
from app.criteria.words import Result


@pytest.fixture
def session(committed):
    return committed


@pytest.fixture
def other(other):
    """Does not wait for a lock."""
    other.execute(text("SET lock_timeout = '200ms'"))
    return other


@pytest.fixture
def audit(make):
    application, today = make.case(), clock.today()
    sites = [make.site(application.operator, name=name) for name in ("North", "South")]
    return make.audit(application, starts_on=today, ends_on=today, sites=sites)


def opened(other, audit):
    """The visit as a colleague has it open, and who looks at it there."""
    theirs = other.get_one(Audit, audit.id)
    assert len(theirs.sites) == 2
    return theirs, other.get_one(User, audit.lead_id)


def at_north_only(audit):
    return Plan(audit.mode, audit.starts_on, audit.ends_on + timedelta(days=1), audit.sites[:1], audit.lead)


def test_nothing_is_seen_after_the_report_was_signed_meanwhile(session, other, audit):
    theirs, lead = opened(other, audit)
    report(session, audit, by=audit.lead, text="All in order.")
    session.commit()

    with pytest.raises(WrongState, match="over"):
        observe(other, theirs, by=lead, criterion="G.2", result=Result.NOT_MET)


def test_who_signs_the_report_waits_for_what_is_being_written_down(session, other, audit):
    theirs, lead = opened(other, audit)
    observe(session, audit, by=audit.lead, criterion="G.2", result=Result.NOT_MET)

    with pytest.raises(OperationalError, match="lock timeout"):
        report(other, theirs, by=lead, text="All in order.")


def test_nothing_is_seen_at_a_site_that_was_dropped_meanwhile(session, other, audit):
    theirs, lead = opened(other, audit)
    south = audit.sites[1].id
    change(session, audit, at_north_only(audit), by=audit.lead)
    session.commit()

    with pytest.raises(Invalid, match="one of the sites"):
        observe(other, theirs, by=lead, criterion="G.2", result=Result.MET, site_id=south)


def test_a_site_at_which_something_was_seen_meanwhile_is_not_dropped(session, other, audit):
    theirs, lead = opened(other, audit)
    assert theirs.observations == []
    observe(session, audit, by=audit.lead, criterion="G.2", result=Result.MET, site_id=audit.sites[1].id)
    session.commit()

    with pytest.raises(Invalid, match="Keep the sites"):
        change(other, theirs, at_north_only(theirs), by=lead)
