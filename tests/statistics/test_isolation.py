"""Of all that is counted a business reads one document: its own ledger."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from app.core import clock
from app.core.isolation import CLIENT, PUBLIC, Scope, enter
from app.programme.words import AuthorisationType
from app.reactions import committing, republish
from app.statistics.refresh import refresh
from tests.makers import Maker
from tests.outcomes.telling import CHECK
from tests.statistics.told import LOOKED_AT, many, month, peer, tell

TABLES = (
    *("outcome_report", "outcome", "outcome_sum", "outcome_day", "outcome_peer_sum", "outcome_peer", "outcome_source"),
    *("outcome_due", "peer_group", "rate_group", "month_band", "benefit_ledger"),
)


@pytest.fixture
def operators(committed):
    """Two, of whom everything there is was told."""
    make = Maker(committed)
    with clock.at(month(20)):
        both = [make.operator(), make.operator()]
        for operator in both:
            make.authorisation(operator, AuthorisationType.AEOC)
        republish(committed, [one.id for one in both])
    with committing(committed):
        told = [[*many(20, one), *many(5, one, **LOOKED_AT), *many(2, one, **CHECK)] for one in both]
        tell(committed, *told, many(100, peer))
        refresh(committed)
    return both


def seen(database, scope):
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, scope)
        counted = {table: session.scalar(text(f"SELECT count(*) FROM {table}")) for table in TABLES}
    engine.dispose()
    return {table: number for table, number in counted.items() if number}


def test_a_business_reads_its_own_ledger_and_nothing_else(database, operators):
    mine = Scope("operator", operators=frozenset({operators[0].id}))

    assert seen(database, mine) == {"benefit_ledger": 1}


@pytest.mark.parametrize("scope", [PUBLIC, CLIENT])
def test_nobody_else_reads_anything(database, operators, scope):
    assert seen(database, scope) == {}


def test_officers_read_all(database, operators):
    assert set(seen(database, Scope("officer"))) == set(TABLES)
