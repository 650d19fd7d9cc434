"""Systems that tell at the same time of the same operators: nothing is lost, nothing is counted twice, nobody waits for ever."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.core.isolation import CLIENT, enter
from app.outcomes import service
from app.outcomes.sums import operator_day, operator_sum
from app.outcomes.words import Result
from app.reactions import committing
from tests.makers import Maker
from tests.outcomes.telling import CHECK, ERROR, outcome

SYSTEMS, REPORTS, OUTCOMES = 4, 5, 20


@pytest.fixture
def report(database):
    """`report(system, outcomes)` in a session of its own, as a system with a token has it."""
    engine = create_engine(database, pool_size=SYSTEMS)

    def reported(system, told):
        with Session(engine) as session:
            enter(session, CLIENT)
            with committing(session):
                return service.report(session, system, told, by=None)

    yield reported
    engine.dispose()


def test_the_sums_are_those_of_all_reports(committed, report):
    tins = [Maker(committed).operator().tin for _ in range(5)]
    kinds = (CHECK, ERROR, {})

    def tell(system):
        for number in range(REPORTS):
            chance = random.Random(f"{system} {number}")
            told = [outcome(chance.choice(tins), **kinds[place % 3]) for place in range(OUTCOMES)]
            assert set(report(f"system-{system}", told)) == {Result.STORED}

    with ThreadPoolExecutor(SYSTEMS) as pool:
        list(pool.map(tell, range(SYSTEMS)))

    assert committed.scalar(select(func.sum(operator_sum.c.declarations))) == SYSTEMS * REPORTS * OUTCOMES
    checks, errors = committed.execute(select(func.sum(operator_day.c.checks), func.sum(operator_day.c.errors))).one()
    assert (checks, errors) == (SYSTEMS * REPORTS * 14, SYSTEMS * REPORTS * 7)


def test_the_same_report_told_twice_at_once_is_counted_once(committed, report):
    told = [outcome(Maker(committed).operator(), **CHECK) for _ in range(OUTCOMES)]

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda _: report("engine", told), range(2)))

    assert sorted({one for result in results for one in result}) == [Result.KNOWN, Result.STORED]
    assert committed.scalar(select(func.sum(operator_sum.c.declarations))) == OUTCOMES
