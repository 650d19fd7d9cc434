from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from app.core import clock
from app.core.errors import NotAllowed
from app.history.kinds import Kind
from app.history.models import Event
from app.programme.words import AuthorisationType
from app.risk import beside
from app.risk import queries as computations
from app.risk import service as risk
from app.risk.models import Shadow
from app.risk.policies import queries, service


@pytest.fixture
def holder(make):
    operator = make.operator()
    make.authorisation(operator, AuthorisationType.AEOC)
    return operator


@pytest.fixture
def harder(session, content, manager):
    changed = content()
    changed["rules"][0]["c_only"] = -10
    return service.propose(session, changed, by=manager)


def test_a_candidate_is_computed_beside_the_policy_in_force(session, holder, harder, decider):
    service.shadow(session, harder, by=decider)

    risk.republish(session, [holder.id])

    computation, shadow = computations.latest(session, holder.id), session.scalars(select(Shadow)).one()
    assert shadow.computation_id == computation.id
    assert (computation.policy_id, shadow.policy_id) == ("2026.1", harder.id)
    assert shadow.fiscal == computation.fiscal + 6
    assert session.scalars(select(Event.kind).where(Event.about_id == harder.id)).all()[-1] is Kind.POLICY_SHADOWED


def test_without_a_candidate_nothing_is_computed_beside(session, holder, harder, decider):
    service.shadow(session, harder, by=decider)
    service.end_shadow(session, harder, by=decider)

    risk.republish(session, [holder.id])

    assert session.scalars(select(Shadow)).all() == []
    assert session.scalars(select(Event.kind).where(Event.about_id == harder.id)).all()[-1] is Kind.POLICY_SHADOW_ENDED


def test_what_a_candidate_made_is_forgotten_after_90_days_and_no_sooner(session, holder, harder, decider):
    service.shadow(session, harder, by=decider)
    for days in (91, 89):
        with clock.at(clock.now() - timedelta(days=days)):
            risk.republish(session, [holder.id])

    beside.sweep(session)

    assert [clock.now() - at < timedelta(days=90) for at in session.scalars(select(Shadow.computed_at))] == [True]


def test_the_database_deletes_none_that_is_younger(session, holder, harder, decider):
    service.shadow(session, harder, by=decider)
    risk.republish(session, [holder.id])

    assert session.execute(delete(Shadow)).rowcount == 0


def test_there_is_one_candidate_at_a_time(session, content, harder, manager, decider):
    other = service.propose(session, content(id="2027.2", threshold=70), by=manager)
    service.shadow(session, harder, by=decider)

    service.shadow(session, other, by=decider)

    assert queries.shadow(session) == other


def test_a_policy_in_force_is_no_candidate(session, decider):
    with pytest.raises(service.NoShadow):
        service.shadow(session, queries.find(session, "2026.1"), by=decider)


def test_nor_is_one_that_was_withdrawn(session, harder, manager, decider):
    service.withdraw(session, harder, by=manager)
    with pytest.raises(service.NoShadow):
        service.shadow(session, harder, by=decider)


def test_what_is_not_computed_is_not_ended(session, harder, decider):
    with pytest.raises(service.NoShadow):
        service.end_shadow(session, harder, by=decider)


@pytest.mark.parametrize("verb", [service.shadow, service.end_shadow])
def test_not_everybody_tries_policies(session, harder, make, verb):
    with pytest.raises(NotAllowed):
        verb(session, harder, by=make.officer())
