"""The effect of a decision is shown before it is signed, and comes true."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.assessment import progress
from app.authorisations.states import State as AuthorisationState
from app.authorisations.states import Status
from app.core import clock
from app.decisions.preview import credit, effect
from app.decisions.service import decide, propose, propose_on_application
from app.decisions.states import Ground, Measure
from app.programme.words import AuthorisationType, Domain
from app.risk import service as risk
from app.risk.models import Computation

GROUNDS = {Measure.SUSPEND: Ground.SECURITY_RISK, Measure.REINSTATE: Ground.MEASURES_VERIFIED, Measure.REVOKE: Ground.OWN_REQUEST}


def proposed(session, make, kind, authorisation, **values):
    return propose(session, authorisation, kind, by=make.case_officer(), ground=GROUNDS[kind], reasons="-", **values)


def figures(session, operator):
    """What is published now."""
    risk.republish(session, [operator.id])
    computation = session.scalars(select(Computation).order_by(Computation.computed_at.desc())).first()
    return {Domain.FISCAL: computation.fiscal, Domain.SECURITY: computation.security}


def granted_to_come(session, make, *types, in_days=0):
    application = make.case(make.operator(roles=["BRK"], modes=[]))
    for item in progress.of(session, application).items:
        make.rating(application, item.criterion.code, place=item.place)
    day = clock.today() + timedelta(days=in_days)
    given = {"by": make.case_officer(), "ground": Ground.CRITERIA_MET, "reasons": "All met.", "effective_from": day}
    return application, [propose_on_application(session, application, Measure.GRANT, asked=one, **given) for one in types]


@pytest.mark.parametrize(
    ("kind", "state", "before", "after"),
    [
        (Measure.SUSPEND, AuthorisationState.GRANTED, Status.VALID, Status.SUSPENDED),
        (Measure.REINSTATE, AuthorisationState.SUSPENDED, Status.SUSPENDED, Status.VALID),
        (Measure.REVOKE, AuthorisationState.GRANTED, Status.VALID, Status.REVOKED),
    ],
)
def test_the_status_before_and_after(session, make, kind, state, before, after):
    shown = effect(proposed(session, make, kind, make.authorisation(state=state)))

    assert (shown.before, shown.after, shown.on) == (before, after, clock.today())


def test_a_suspension_says_until_when(session, make):
    decision = propose(
        session, make.authorisation(), Measure.SUSPEND, by=make.case_officer(), ground=Ground.OWN_REQUEST, reasons="-", days=20
    )

    with clock.at(clock.now() + timedelta(days=3)):
        assert effect(decision).until == clock.today() + timedelta(days=20)


def test_a_grant_says_from_when(session, make):
    _, (decision,) = granted_to_come(session, make, AuthorisationType.AEOC, in_days=5)

    shown = effect(decision)

    assert (shown.before, shown.after, shown.on) == (None, Status.VALID, clock.today() + timedelta(days=5))


def test_a_refusal_brings_nothing_into_force(session, make):
    application = make.case()
    given = {"by": make.case_officer(), "asked": AuthorisationType.AEOS, "ground": Ground.COMPLIANCE, "reasons": "-"}
    decision = propose_on_application(session, application, Measure.REFUSE, **given)

    assert effect(decision).after is None
    assert not credit(session, application.operator, [decision]).changes


@pytest.mark.parametrize("kind", [Measure.SUSPEND, Measure.REVOKE])
def test_the_credit_that_is_lost_is_shown_and_comes_true(session, make, kind):
    authorisation = make.authorisation()
    now = figures(session, authorisation.operator)
    decision = proposed(session, make, kind, authorisation)

    shown = credit(session, authorisation.operator, [decision])
    decide(session, decision, by=make.decision_maker())

    assert shown.before == now != {Domain.FISCAL: 0, Domain.SECURITY: 0}
    assert shown.after == figures(session, authorisation.operator)


@pytest.mark.parametrize(("ground", "days"), [(Ground.SECURITY_RISK, None), (Ground.OWN_REQUEST, 20)])
def test_the_credit_that_returns_is_shown_and_comes_true(session, make, ground, days):
    """A suspension restarts the years without a break, but for one that the holder asked for."""
    authorisation = make.authorisation()
    given = {"by": make.case_officer(), "ground": ground, "reasons": "-", "days": days}
    decide(session, propose(session, authorisation, Measure.SUSPEND, **given), by=make.decision_maker())
    figures(session, authorisation.operator)
    decision = proposed(session, make, Measure.REINSTATE, authorisation)

    shown = credit(session, authorisation.operator, [decision])
    decide(session, decision, by=make.decision_maker())

    assert shown.before[Domain.FISCAL] == 0
    assert shown.after == figures(session, authorisation.operator)


def test_two_grants_are_shown_together_and_come_true(session, make):
    application, decisions = granted_to_come(session, make, AuthorisationType.AEOC, AuthorisationType.AEOS)

    shown = credit(session, application.operator, decisions)
    for decision in decisions:
        decide(session, decision, by=make.decision_maker())

    assert set(shown.before.values()) == {0}
    assert shown.after == figures(session, application.operator)


def test_the_credit_of_a_later_grant_is_that_of_its_first_day(session, make):
    application, decisions = granted_to_come(session, make, AuthorisationType.AEOC, in_days=5)

    shown = credit(session, application.operator, decisions)

    decide(session, *decisions, by=make.decision_maker())

    assert shown.on == clock.today() + timedelta(days=5)
    assert shown.after[Domain.FISCAL] < 0
    with clock.at(clock.now() + timedelta(days=5)):
        assert shown.after == figures(session, application.operator)


def test_looking_at_what_signing_does_stores_nothing(session, make):
    authorisation = make.authorisation()
    decision = proposed(session, make, Measure.SUSPEND, authorisation)

    credit(session, authorisation.operator, [decision])

    assert (list(session.new), list(session.dirty)) == ([], [])
