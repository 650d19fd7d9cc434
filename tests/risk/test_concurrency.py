"""Two facts at once: the second waits for the first, and then reads it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.core.isolation import SYSTEM, enter
from app.monitoring.states import Counting
from app.monitoring.states import State as IncidentState
from app.programme.words import AuthorisationType
from app.risk import queries, service
from tests.makers import Maker


def test_two_facts_arriving_at_once_are_both_counted(database, committed):
    make = Maker(committed)
    operator = make.operator()
    make.authorisation(operator, AuthorisationType.AEOS)
    service.republish(committed, [operator.id])
    committed.commit()
    engine, together = create_engine(database), Barrier(2)

    def confirm(counting):
        with Session(engine) as session:
            enter(session, SYSTEM)
            incident = Maker(session).incident(session.merge(operator, load=False))
            incident.state, incident.counting = IncidentState.CONFIRMED, counting
            session.flush()
            together.wait()
            service.republish(session, [incident.operator_id])
            session.commit()

    with ThreadPoolExecutor() as both:
        list(both.map(confirm, [Counting.FOUND_BY_CUSTOMS, Counting.MEASURES_LATE]))

    committed.expire_all()
    last = queries.latest(committed, operator.id)
    assert next(c["points"] for c in last.output["components"] if c["code"] == "S10") == 11
    engine.dispose()
