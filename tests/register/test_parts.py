"""A suspended part: told to systems at once, beside a status that stays that of the whole; never to anybody else."""

from datetime import date, timedelta

import orjson
import pytest
from sqlalchemy import select

from app.authorisations.service import end_part, reinstate_part, suspend_part
from app.core import clock
from app.history.kinds import Kind
from app.programme.words import AuthorisationType
from app.reactions import AT_ONCE, committing, republish
from app.register import reading
from app.register.feed.models import Change
from app.register.models import Entry
from app.register.standing import Coverage
from app.register.status_list.models import StatusPlace
from tests.register.conftest import NOON

TODAY = date(2026, 11, 24)
UNTIL = TODAY + timedelta(days=10)

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def operator(session, make):
    operator = make.operator(public_since=TODAY)
    for kind in AuthorisationType:
        make.authorisation(operator, kind)
    republish(session, [operator.id])
    session.commit()
    return operator


@pytest.fixture
def suspend(session, make, operator):
    """Its forwarding and one site, under AEOS."""
    held = {one.type: one for one in held_by(session, operator)}

    def suspended(until=None, kind=AuthorisationType.AEOS):
        part = {"roles": ["FWD"], "sites": ["ZZMIL", "ZZEXA"], "until": until}
        with committing(session):
            return suspend_part(session, held[kind], by=make.decision_maker(), **part)

    return suspended


def held_by(session, operator):
    from app.authorisations.queries import of_operator

    return of_operator(session, operator.id)


def entry(session, operator):
    session.expire_all()
    return session.scalars(select(Entry).where(Entry.operator_id == operator.id)).one()


def status(session, operator, asked=Coverage.ANY):
    return orjson.loads(reading.status(entry(session, operator), asked))


def test_the_status_stays_and_the_part_is_told_beside_it(session, operator, suspend):
    suspend(UNTIL)
    customs, security = status(session, operator)["authorisations"]

    assert status(session, operator)["status"] == status(session, operator, Coverage.AEOS)["status"] == "valid"
    assert "suspended_parts" not in customs
    assert security["status"] == "valid"
    assert security["suspended_parts"] == [
        {
            "roles": ["freight_forwarder"],
            "sites": ["ZZEXA", "ZZMIL"],
            "since": TODAY.isoformat(),
            "suspended_until": UNTIL.isoformat(),
        }
    ]


def test_the_public_learns_nothing_of_it_and_the_status_list_says_what_it_said(session, operator, suspend):
    before = reading.public(entry(session, operator))
    suspend(UNTIL)

    assert reading.public(entry(session, operator)) == before
    assert session.scalars(select(StatusPlace.value)).all() == [0]


@pytest.mark.parametrize(("asked", "in_part"), [(Coverage.ANY, True), (Coverage.AEOS, True), (Coverage.AEOC, False)])
def test_many_are_told_that_there_is_one(session, operator, suspend, asked, in_part):
    suspend()

    assert reading.standing(entry(session, operator), asked).in_part is in_part


def test_followers_are_told_when_it_begins_when_it_is_lifted_and_when_it_ends(session, make, operator, suspend):
    def told(happen):
        newest = session.scalar(select(Change.seq).order_by(Change.position.desc()))
        with committing(session):
            happen()
        return set(session.scalars(select(Change.kind).where(Change.seq > newest)))

    both = {"status_changed", "modifier_changed"}
    assert told(lambda: suspend(UNTIL)) == both
    part = suspend(UNTIL, AuthorisationType.AEOC)
    assert told(lambda: reinstate_part(session, part, by=make.decision_maker())) == both
    (last,) = next(one for one in held_by(session, operator) if one.type is AuthorisationType.AEOS).suspended_parts
    assert told(lambda: end_part(session, last)) == both
    assert "suspended_parts" not in str(status(session, operator))


def test_all_that_happens_to_a_part_is_published_at_once():
    assert {kind for kind in Kind if kind.startswith("part_")} <= AT_ONCE.keys()


def test_from_its_day_on_nobody_is_told_of_it_whether_the_worker_comes_or_not(session, operator, suspend):
    suspend(UNTIL)

    assert entry(session, operator).changes_at <= clock.start_of(UNTIL)
    with clock.at(NOON + timedelta(days=10)):
        assert "suspended_parts" not in str(status(session, operator))
        assert reading.standing(entry(session, operator)).in_part is False


def test_an_entry_without_one_reads_as_it_was_written_before(session, operator):
    assert "suspended_parts" not in str(status(session, operator))
