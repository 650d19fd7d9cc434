"""Two officers at once, each in a transaction of their own."""

import pytest

from app.accounts.models import User
from app.assessment import progress
from app.assessment.service import Judgement, find, rate
from app.criteria.words import Result
from app.decisions.models import Decision
from app.decisions.service import NotReady, decide, propose_on_application
from app.decisions.states import Ground, Measure
from app.programme.words import AuthorisationType


@pytest.fixture
def session(committed):
    return committed


def test_nothing_is_granted_over_a_must_that_was_found_unmet_while_the_page_was_read(session, make, other):
    application = make.case(make.operator(roles=["BRK"], modes=[]), types=["aeoc"])
    for item in progress.of(session, application).items:
        make.rating(application, item.criterion.code, place=item.place)
    given = {"by": make.case_officer(), "asked": AuthorisationType.AEOC, "ground": Ground.CRITERIA_MET, "reasons": "All met."}
    decision = propose_on_application(session, application, Measure.GRANT, **given)
    decider, auditor = make.decision_maker(), make.auditor()
    theirs = other.get_one(Decision, decision.id)
    read = progress.of(other, theirs.application)
    assert not read.unmet

    rated = find(session, application, "A.1", "")
    rate(session, application, "A.1", Judgement(Result.NOT_MET, "A penalty."), by=auditor, version=rated.version)
    session.commit()

    with pytest.raises(NotReady, match=r"Not met: A\.1"):
        decide(other, theirs, by=other.get_one(User, decider.id))
