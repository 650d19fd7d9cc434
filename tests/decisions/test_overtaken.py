"""What was proposed to lift a suspension is over with the suspension, and stands in the way of no other proposal."""

from datetime import timedelta

import pytest

from app.authorisations import service as authorisations
from app.authorisations.states import State as AuthorisationState
from app.core import clock
from app.decisions.states import Ground, Measure, State
from app.reactions import committing
from tests.makers import Maker


@pytest.fixture
def make(committed):
    return Maker(committed)


@pytest.fixture
def ended(committed, run_jobs):
    """What becomes of a proposal when the suspension ends."""

    def ended(decision, end, thing):
        committed.commit()
        with committing(committed):
            end(committed, thing)
        run_jobs()
        committed.refresh(decision)
        return decision.state

    return ended


def lifting(make, authorisation, **values):
    return make.decision(authorisation, Measure.REINSTATE, ground=Ground.MEASURES_VERIFIED, **values)


def test_of_a_whole_authorisation(make, ended):
    suspended = {"state": AuthorisationState.SUSPENDED, "suspended_until": clock.today()}
    authorisation = make.authorisation(**suspended)

    assert ended(lifting(make, authorisation), authorisations.end_suspension, authorisation) is State.WITHDRAWN


def test_of_a_part(make, ended):
    part = make.suspended_part(make.authorisation(), suspended_until=clock.today())
    decision = lifting(make, part.authorisation, suspended_part_id=part.id, roles=part.roles)

    assert ended(decision, authorisations.end_part, part) is State.WITHDRAWN


def test_but_not_what_lifts_another_that_goes_on(make, ended):
    authorisation = make.authorisation()
    over, other = (make.suspended_part(authorisation, suspended_until=clock.today() + timedelta(days)) for days in (0, 9))
    decision = lifting(make, authorisation, suspended_part_id=other.id, roles=other.roles)

    assert ended(decision, authorisations.end_part, over) is State.PROPOSED
