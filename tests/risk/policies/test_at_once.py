"""Two who decide at the same moment: one does, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.core.errors import WrongState
from app.core.isolation import SYSTEM, enter
from app.risk.policies import service
from app.risk.policies.models import Period, RiskPolicy
from tests.makers import Maker


@pytest.fixture
def waiting(committed, content):
    make = Maker(committed)
    row = service.propose(committed, content(), by=make.officer(OfficerRole.PROGRAMME_MANAGER))
    deciders = [make.officer(OfficerRole.DECISION_MAKER).id for _ in range(2)]
    committed.commit()
    return row.id, deciders


def test_of_two_approvals_at_once_one_counts(database, committed, waiting):
    policy_id, deciders = waiting
    engine, together = create_engine(database), Barrier(2, timeout=30)

    def approve(decider):
        with Session(engine) as session:
            enter(session, SYSTEM)
            row, by = session.get_one(RiskPolicy, policy_id), session.get_one(User, decider)
            together.wait()
            try:
                service.approve(session, row, by=by)
            except WrongState:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor() as both:
        assert sorted(both.map(approve, deciders)) == [False, True]
    assert len(committed.scalars(select(Period).where(Period.policy_id == policy_id)).all()) == 1
    engine.dispose()
