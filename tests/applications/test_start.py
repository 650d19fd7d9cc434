import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.applications.service import HeldAlready, NotDescribed, NothingAskedFor, OpenAlready, start
from app.applications.states import OPEN, State
from app.authorisations.states import State as AuthorisationState
from app.core.errors import NotAllowed
from app.history.kinds import Kind
from app.history.models import Event
from app.programme.words import AuthorisationType


def test_an_application_begins_as_a_draft_by_the_edition_in_force(session, make):
    operator = make.operator()

    application = start(session, operator, by=make.signatory(operator), types=["aeos", "aeoc"])

    assert (application.state, application.types) == (State.DRAFT, ["aeoc", "aeos"])
    assert application.edition == make.edition()
    assert application.reference.startswith("AEO-")


def test_the_history_says_what_is_asked_for(session, make):
    operator = make.operator()

    application = start(session, operator, by=make.signatory(operator), types=["aeoc"])

    event = session.scalars(select(Event).where(Event.kind == Kind.APPLICATION_STARTED)).one()
    assert (event.case_id, event.facts["types"]) == (application.id, ["aeoc"])


def test_it_asks_for_something(session, make):
    operator = make.operator()

    with pytest.raises(NothingAskedFor):
        start(session, operator, by=make.signatory(operator), types=["aeox"])


def test_a_business_without_roles_is_described_first(session, make):
    operator = make.operator(roles=[])

    with pytest.raises(NotDescribed):
        start(session, operator, by=make.signatory(operator), types=["aeoc"])


@pytest.mark.parametrize("state", sorted(OPEN))
def test_one_application_is_open_at_a_time(session, make, state):
    operator = make.operator()
    make.application(operator, state=state)

    with pytest.raises(OpenAlready):
        start(session, operator, by=make.signatory(operator), types=["aeoc"])


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
def test_after_it_is_closed_another_may_follow(session, make, state):
    operator = make.operator()
    make.application(operator, state=state)

    assert start(session, operator, by=make.signatory(operator), types=["aeoc"]).state is State.DRAFT


@pytest.mark.parametrize("state", [AuthorisationState.GRANTED, AuthorisationState.SUSPENDED])
def test_what_is_held_is_not_asked_for_again(session, make, state):
    operator = make.operator()
    make.authorisation(operator, AuthorisationType.AEOC, state=state)

    with pytest.raises(HeldAlready, match="AEOC"):
        start(session, operator, by=make.signatory(operator), types=["aeoc", "aeos"])


def test_the_other_one_may_be_asked_for(session, make):
    operator = make.operator()
    make.authorisation(operator, AuthorisationType.AEOC)

    assert start(session, operator, by=make.signatory(operator), types=["aeos"]).types == ["aeos"]


@pytest.mark.parametrize("role", [MembershipRole.CONTRIBUTOR, MembershipRole.VIEWER])
def test_those_in_charge_decide_to_apply(session, make, role):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        start(session, operator, by=make.member(operator, role), types=["aeoc"])
