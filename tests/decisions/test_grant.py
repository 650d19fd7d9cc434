"""From a rated application to two authorisations, each decided for itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.applications.states import State as ApplicationState
from app.assessment import progress
from app.authorisations.models import Authorisation
from app.authorisations.states import Status
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.criteria.words import Result
from app.decisions.service import NotNow, NotReady, WrongDate, decide, open_hearing, propose_on_application
from app.decisions.states import Ground, Measure
from app.programme.rules import rules
from app.programme.words import AuthorisationType
from tests.hearings import replied


@pytest.fixture
def rated(session, make):
    """A broker's application, every criterion met."""
    application = make.case(make.operator(roles=["BRK"], modes=[]))
    rate_all(session, make, application)
    return application


def rate_all(session, make, application, **results):
    for item in progress.of(session, application).items:
        make.rating(application, item.criterion.code, results.get(item.criterion.code, Result.MET), place=item.place)


def grant(session, make, application, asked=AuthorisationType.AEOC, **values):
    return propose_on_application(
        session,
        application,
        Measure.GRANT,
        by=make.case_officer(),
        asked=asked,
        ground=Ground.CRITERIA_MET,
        reasons="All met.",
        **values,
    )


def refuse(session, make, application, asked=AuthorisationType.AEOC):
    return propose_on_application(
        session,
        application,
        Measure.REFUSE,
        by=make.case_officer(),
        asked=asked,
        ground=Ground.CRITERIA_NOT_MET,
        reasons="B.1 is not met.",
    )


def test_a_grant_takes_effect_on_the_day_the_programme_sets(session, make, rated):
    decide(session, grant(session, make, rated), by=make.decision_maker())

    authorisation = session.scalars(select(Authorisation)).one()
    assert authorisation.effective_from == clock.today() + timedelta(days=rules().days.grant_takes_effect)
    assert authorisation.status is Status.NOT_YET_VALID


def test_a_grant_signed_late_takes_effect_as_many_days_later(session, make, rated):
    decision = grant(session, make, rated)

    with clock.at(clock.now() + timedelta(days=3)):
        decide(session, decision, by=make.decision_maker())
        day = clock.today() + timedelta(days=rules().days.grant_takes_effect)

    assert decision.effective_from == decision.authorisation.effective_from == day


def test_a_day_that_was_chosen_stands_if_it_is_not_over(session, make, rated):
    day = clock.today() + timedelta(days=2)
    decision = grant(session, make, rated, effective_from=day)

    with clock.at(clock.now() + timedelta(days=1)):
        decide(session, decision, by=make.decision_maker())

    assert decision.authorisation.effective_from == day


def test_a_grant_may_take_effect_today(session, make, rated):
    decide(session, grant(session, make, rated, effective_from=clock.today()), by=make.decision_maker())

    assert session.scalars(select(Authorisation)).one().status is Status.VALID


def test_a_grant_does_not_reach_back(session, make, rated):
    with pytest.raises(WrongDate):
        grant(session, make, rated, effective_from=clock.today() - timedelta(days=1))


def test_nothing_is_granted_while_criteria_have_no_result(session, make):
    with pytest.raises(NotReady, match="no result"):
        grant(session, make, make.case())


def test_nothing_is_granted_against_an_unmet_must(session, make):
    application = make.case(make.operator(roles=["BRK"], modes=[]))
    rate_all(session, make, application, **{"A.1": Result.NOT_MET})

    with pytest.raises(NotReady, match=r"Not met: A\.1"):
        grant(session, make, application)


def test_an_unmet_security_criterion_does_not_touch_customs(session, make):
    application = make.case(make.operator(roles=["BRK"], modes=[]))
    only_s = next(
        i for i in progress.of(session, application).items if set(i.criterion.scope) == {"s"} and i.criterion.duty == "must"
    )
    rate_all(session, make, application, **{only_s.criterion.code: Result.NOT_MET})

    assert grant(session, make, application, AuthorisationType.AEOC)
    with pytest.raises(NotReady):
        grant(session, make, application, AuthorisationType.AEOS)


def test_the_application_is_decided_once_both_are(session, make, rated):
    decide(session, grant(session, make, rated, AuthorisationType.AEOC), by=make.decision_maker())
    assert rated.state is ApplicationState.UNDER_ASSESSMENT

    decide(session, grant(session, make, rated, AuthorisationType.AEOS), by=make.decision_maker())
    assert rated.state is ApplicationState.DECIDED


def test_a_refusal_follows_a_hearing(session, make, rated):
    decision = refuse(session, make, rated)
    with pytest.raises(WrongState, match="heard first"):
        decide(session, decision, by=make.decision_maker())

    hearing = open_hearing(session, decision, by=make.case_officer())
    replied(session, hearing, by=make.signatory(rated.operator), text="We disagree.")
    decide(session, decision, by=make.decision_maker())

    assert session.scalars(select(Authorisation)).all() == []


def test_what_is_decided_is_not_proposed_again(session, make, rated):
    decide(session, grant(session, make, rated), by=make.decision_maker())

    with pytest.raises(NotNow):
        grant(session, make, rated)


def test_a_trader_proposes_nothing(session, make, rated):
    with pytest.raises(NotAllowed):
        propose_on_application(
            session,
            rated,
            Measure.GRANT,
            by=make.signatory(rated.operator),
            asked=AuthorisationType.AEOC,
            ground=Ground.CRITERIA_MET,
            reasons="We deserve it.",
        )


@pytest.mark.parametrize("state", [s for s in ApplicationState if s is not ApplicationState.UNDER_ASSESSMENT])
def test_only_an_application_under_assessment_is_decided(session, make, state):
    sent = {"submitted_at": clock.now()} if state is ApplicationState.WITHDRAWN else {}
    application = make.application(make.operator(roles=["BRK"], modes=[]), state=state, **sent)

    with pytest.raises(NotNow):
        refuse(session, make, application)


def test_the_database_refuses_a_second_authorisation_of_a_type(session, make):
    first = make.authorisation()

    with pytest.raises(IntegrityError, match="in_force"):
        make.authorisation(first.operator)


def test_the_day_of_the_last_reported_visit_is_the_day_of_validation(session, make, rated):
    from app.audits.states import State as AuditState

    day = clock.today() - timedelta(days=3)
    make.audit(rated, state=AuditState.REPORTED, starts_on=day, ends_on=day)

    decide(session, grant(session, make, rated), by=make.decision_maker())

    assert session.scalars(select(Authorisation)).one().validated_on == day
