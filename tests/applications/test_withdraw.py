import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.applications.service import withdraw
from app.applications.service.request import close_open
from app.applications.states import LIFECYCLE, RequestState, State
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.models import Event


@pytest.mark.parametrize("state", [state for state in State if LIFECYCLE.allows(state, State.WITHDRAWN)])
def test_the_business_takes_its_application_back(session, make, state):
    application = make.application(state=state)

    withdraw(session, application, by=make.signatory(application.operator), reason=" Moved abroad ")

    event = session.scalars(select(Event).where(Event.kind == Kind.APPLICATION_WITHDRAWN)).one()
    assert (application.state, event.facts) == (State.WITHDRAWN, {"was": state.value, "reason": "Moved abroad"})
    assert application.closed_at


@pytest.mark.parametrize("state", [state for state in State if not LIFECYCLE.allows(state, State.WITHDRAWN)])
def test_what_is_closed_cannot_be_withdrawn(session, make, state):
    application = make.application(state=state)

    with pytest.raises(WrongState):
        withdraw(session, application, by=make.signatory(application.operator))


@pytest.mark.parametrize("role", [role for role in MembershipRole if role is not MembershipRole.SIGNATORY])
def test_only_the_signatory_withdraws(session, make, role):
    application = make.application()

    with pytest.raises(NotAllowed):
        withdraw(session, application, by=make.member(application.operator, role))


def test_nobody_waits_for_an_answer_any_more(session, make):
    application = make.case()
    asked, answered = make.request(application), make.request(application, number=2, state=RequestState.ANSWERED)

    close_open(session, application)

    assert (asked.state, answered.state) == (RequestState.WITHDRAWN, RequestState.ANSWERED)
    assert session.scalars(select(Event.about_id).where(Event.kind == Kind.REQUEST_WITHDRAWN)).all() == [asked.id]
