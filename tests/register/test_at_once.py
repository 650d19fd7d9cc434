"""The register follows the facts in their own transaction, whoever is at work and whoever else is at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import orjson
import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.authorisations.models import Authorisation
from app.authorisations.states import State
from app.core import clock
from app.core.isolation import SYSTEM, Scope, enter
from app.history.kinds import Kind
from app.history.service import record
from app.monitoring.models import Incident
from app.monitoring.states import Counting
from app.monitoring.states import State as IncidentState
from app.operators.models import Operator
from app.programme.words import AuthorisationType
from app.reactions import AT_ONCE, committing
from app.register.models import Entry
from tests.makers import Maker


@pytest.fixture
def engine(database):
    engine = create_engine(database)
    yield engine
    engine.dispose()


@pytest.fixture
def make(committed):
    return Maker(committed)


@pytest.fixture
def holder(committed, make):
    operator = make.operator()
    for kind in AuthorisationType:
        make.authorisation(operator, kind)
    tell(committed, Kind.AUTHORISATION_GRANTED, operator)
    return operator


def tell(session, kind, about):
    """Have a transaction in which just this happened."""
    with committing(session):
        record(session, kind, about=about, by=None)


def status(session, operator):
    session.expire_all()
    entry = session.scalars(select(Entry).where(Entry.operator_id == operator.id)).one()
    return orjson.loads(entry.restricted.status)


def security(session, operator):
    session.expire_all()
    entry = session.scalars(select(Entry).where(Entry.operator_id == operator.id)).one()
    return orjson.loads(entry.restricted.risk)["figures"]["security"]["value"]


def test_a_fact_and_what_the_world_knows_are_committed_together(committed, holder):
    authorisation = committed.scalars(select(Authorisation).where(Authorisation.type == AuthorisationType.AEOS)).one()

    with committing(committed):
        authorisation.state, authorisation.suspended_on = State.SUSPENDED, clock.today()
        record(committed, Kind.AUTHORISATION_SUSPENDED, about=authorisation, by=None)

    assert [one["status"] for one in status(committed, holder)["authorisations"]] == ["valid", "suspended"]
    assert security(committed, holder) == 0


def test_a_fact_that_is_rolled_back_was_never_published(committed, holder):
    before = status(committed, holder)

    def describe():
        with committing(committed):
            holder.name = "Another"
            record(committed, Kind.BUSINESS_DESCRIBED, about=holder, by=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        describe()

    assert status(committed, holder) == before


def test_an_applicant_that_adds_a_site_stays_out_of_the_register(committed, make):
    tell(committed, Kind.SITE_ADDED, make.site(make.operator()))

    assert committed.scalars(select(Entry)).all() == []


def test_a_trader_at_work_publishes_its_own_entry_and_sees_all_it_needs(engine, committed, make, holder):
    incident = make.incident(holder, state=IncidentState.CONFIRMED, counting=Counting.FOUND_BY_CUSTOMS)
    tell(committed, Kind.INCIDENT_CONFIRMED, incident)
    by_customs = security(committed, holder)

    with Session(engine) as session:
        enter(session, Scope("operator", frozenset({holder.id})))
        own = session.get_one(Operator, holder.id)
        with committing(session):
            own.name = "Renamed Ltd"
            record(session, Kind.BUSINESS_DESCRIBED, about=own, by=None)

    assert status(committed, holder)["name"] == "Renamed Ltd"
    assert security(committed, holder) == by_customs


def test_two_operators_of_one_transaction_are_both_published(committed, make):
    operators = [make.authorisation().operator for _ in range(2)]

    with committing(committed):
        for operator in operators:
            record(committed, Kind.CONSENT_CHANGED, about=operator, by=None)

    assert {entry.operator_id for entry in committed.scalars(select(Entry))} == {one.id for one in operators}


def test_of_two_facts_at_once_neither_is_lost(engine, committed, make, holder):
    """One in eight and one in four: without the lock one of them was published without the other."""
    both = {Counting.FOUND_BY_CUSTOMS: 8, Counting.MEASURES_LATE: 3}
    incidents = {counting: make.incident(holder).id for counting in both}
    clean, together = security(committed, holder), Barrier(2, timeout=20)

    def confirm(counting):
        with Session(engine) as session:
            enter(session, SYSTEM)
            seen = {one.id: one for one in session.scalars(select(Incident))}
            together.wait()
            with committing(session):
                incident = seen[incidents[counting]]
                incident.state, incident.counting = IncidentState.CONFIRMED, counting
                record(session, Kind.INCIDENT_CONFIRMED, about=incident, by=None)

    with ThreadPoolExecutor() as threads:
        list(threads.map(confirm, both))

    assert security(committed, holder) - clean == sum(both.values())


def test_two_transactions_about_the_same_operators_never_wait_for_each_other(engine, committed, make):
    operators = [make.authorisation().operator.id for _ in range(4)]
    together = Barrier(2, timeout=20)

    def describe(order):
        with Session(engine) as session:
            enter(session, SYSTEM)
            with committing(session):
                for operator_id in order:
                    record(session, Kind.CONSENT_CHANGED, about=session.get_one(Operator, operator_id), by=None)
                together.wait()

    with ThreadPoolExecutor() as threads:
        list(threads.map(describe, [operators, operators[::-1]]))

    assert len(committed.scalars(select(Entry)).all()) == 4


def test_everything_that_happens_to_an_authorisation_is_published_at_once():
    of_authorisations = {kind for kind in Kind if kind.startswith("authorisation_")} | {Kind.SUSPENSION_ENDED}

    assert of_authorisations <= set(AT_ONCE)
