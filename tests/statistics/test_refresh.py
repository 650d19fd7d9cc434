"""The statistics of a year, from sums alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.outcomes.words import Selection, Size
from app.programme.words import AuthorisationType, Role
from app.reactions import republish
from app.statistics import queries
from app.statistics.measures import Measure, Verdict
from app.statistics.models import month_band, peer_group, rate_group
from app.statistics.period import period
from app.statistics.refresh import refresh
from tests.outcomes.telling import CHECK, ERROR
from tests.statistics.told import ASKED, LOOKED_AT, many, month, peer, tell


@pytest.fixture
def holder(session, make):
    """Authorised for years, and so in a band at the beginning of each month."""
    with clock.at(month(20)):
        operator = make.operator(tin="ZZ9700009999", people=25, roles=["IMP"])
        make.authorisation(operator, AuthorisationType.AEOC)
        republish(session, [operator.id])
    return operator


@pytest.fixture
def told(session, holder):
    """One in fifty declarations of the holder is looked at, one in ten of its peers."""
    ours = [*many(490, holder), *many(10, holder, **LOOKED_AT)]
    theirs = [*many(900, peer, size="small", hours=20), *many(100, peer, size="small", hours=20, **LOOKED_AT)]
    tell(session, ours, theirs)
    refresh(session)


def line(session, operator, measure):
    part = queries.ledger_of(session, operator.id).main
    return next(one for one in part.lines if one.measure is measure)


def test_the_ledger_says_what_was_delivered(session, holder, told):
    goods, hours = line(session, holder, Measure.GOODS), line(session, holder, Measure.HOURS)

    assert (goods.own.value, goods.peers.value, goods.verdict) == (0.02, 0.1, Verdict.KEPT)
    assert (hours.verdict, hours.own.value < 5, hours.peers.value > 16) == (Verdict.KEPT, True, True)


def test_a_promise_that_is_not_delivered_comes_first(session, make, holder, told):
    with clock.at(month(20)):
        other = make.operator(tin="ZZ9700008888", people=25)
        make.authorisation(other, AuthorisationType.AEOC)
        republish(session, [other.id])
    tell(session, [*many(400, other), *many(100, other, **LOOKED_AT)])
    refresh(session)

    assert line(session, other, Measure.GOODS).verdict is Verdict.BROKEN
    assert session.scalars(queries.worst_first()).all() == [other.id, holder.id]


def test_traders_are_compared_with_those_of_their_size(session, holder, told):
    peers = queries.ledger_of(session, holder.id).main.peers

    assert (peers.size, peers.traders, peers.declarations) == (Size.SMALL, 10, 1_000)


def test_where_those_of_its_size_are_too_few_all_of_the_role_are_meant(session, holder):
    tell(session, many(20, holder), many(100, lambda n: f"ZZ96{n % 3:04}", size="small"), many(100, peer))
    refresh(session)

    peers = queries.ledger_of(session, holder.id).main.peers
    assert (peers.size, peers.traders) == (None, 13)
    assert set(session.scalars(select(peer_group.c.size))) == {"any", "unknown"}


def test_nobody_is_told_of_four_traders(session, holder):
    tell(session, many(20, holder), many(100, lambda n: f"ZZ96{n % 4:04}"))
    refresh(session)

    part = queries.ledger_of(session, holder.id).main
    assert part.peers is None
    assert {one.verdict for one in part.lines} == {Verdict.OPEN}


def test_what_was_last_month_is_not_told_yet(session, holder, told):
    lately = clock.start_of(clock.today().replace(day=1)) - timedelta(hours=9)
    before = queries.ledger_of(session, holder.id).main.reasons

    tell(session, many(50, holder, at=lately, **LOOKED_AT))
    refresh(session)

    assert queries.ledger_of(session, holder.id).main.reasons == before == {Selection.TARGETED: 10}


def test_a_month_without_credit_promised_nothing(session, make):
    newcomer = make.operator(tin="ZZ9700007777")
    tell(session, many(50, newcomer), many(50, peer))
    refresh(session)

    assert queries.ledger_of(session, newcomer.id) is None
    assert session.execute(select(month_band.c.band)).scalars().all() == ["outside"]
    assert session.scalar(select(peer_group.c.traders).where(peer_group.c.size == "any")) == 11


def test_a_band_is_that_of_the_beginning_of_the_month(session, holder, told):
    bands = set(session.scalars(select(rate_group.c.band).where(rate_group.c.role == Role.IMP)))

    (band,) = session.scalars(select(month_band.c.band).where(month_band.c.operator_id == holder.id))
    assert band in "ABCD"
    assert bands == {band, "outside"}


def test_error_rates_rest_on_the_random_sample_alone(session, holder):
    tell(session, many(30, holder, **CHECK), many(10, holder, **ERROR), many(40, holder, **ERROR | {"selection": "targeted"}))
    refresh(session)

    rates = {one.band: one for one in queries.rates(queries.bands(session))}
    (band,) = set(rates) - {"outside"}
    assert (rates[band].errors.value, rates[band].errors.of) == (0.25, 40)
    assert rates[band].hits.value == 1


def test_a_second_refresh_changes_nothing(session, holder, told):
    before = queries.ledger_of(session, holder.id)
    refresh(session)

    assert queries.ledger_of(session, holder.id) == before


def test_the_period_ends_two_months_ago():
    months = period(clock.today())

    assert (months.last.year - months.first.year) * 12 + months.last.month - months.first.month == 11
    assert timedelta(days=31 + 28) <= clock.today() - months.last <= timedelta(days=31 + 31 + 31)


def test_documents_alone_are_counted_apart(session, holder, told):
    tell(session, many(100, holder, **ASKED))
    refresh(session)

    assert line(session, holder, Measure.DOCUMENTS).own.of == 600


def test_what_the_lot_decided_is_no_broken_promise(session, holder, told):
    before = line(session, holder, Measure.DOCUMENTS).own

    tell(session, many(200, holder, **CHECK))
    refresh(session)

    assert line(session, holder, Measure.DOCUMENTS).own == before
    assert queries.ledger_of(session, holder.id).main.checks == 200
