"""Who has a case: taken, taken over, given."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications.models import Application
from app.applications.service import NotACaseOfficer, reassign, take
from app.applications.states import State
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.core.isolation import SYSTEM, enter
from app.history.kinds import Kind
from app.history.models import Event
from tests.makers import Maker

OTHERS = [role for role in OfficerRole if role is not OfficerRole.CASE_OFFICER]


@pytest.fixture
def sent(make):
    return make.application(state=State.SUBMITTED)


def test_an_officer_takes_a_case(session, make, sent):
    officer = make.case_officer(name="R. Okafor")

    take(session, sent, by=officer)

    assert sent.officer_id == officer.id
    event = session.scalars(select(Event).where(Event.case_id.is_not(None))).one()
    assert (event.kind, event.facts["officer"]) == (Kind.CASE_TAKEN, "R. Okafor")


def test_a_case_can_be_taken_over_from_a_colleague(session, make, sent):
    colleague, officer = make.case_officer(), make.case_officer()
    take(session, sent, by=colleague)

    take(session, sent, by=officer, seen=colleague.id)

    assert sent.officer_id == officer.id


def test_a_case_that_a_colleague_took_meanwhile_is_not_taken_unseen(committed):
    make = Maker(committed)
    case, first, second = make.application(state=State.SUBMITTED), make.case_officer(name="T. Marsh"), make.case_officer()
    committed.commit()
    assert case.officer_id is None
    with Session(committed.get_bind()) as other:
        enter(other, SYSTEM)
        take(other, other.get_one(Application, case.id), by=other.get_one(User, first.id))
        other.commit()

    with pytest.raises(WrongState, match=r"T\. Marsh took the case"):
        take(committed, case, by=second)


def test_taking_ones_own_case_changes_nothing(session, make, sent):
    officer = make.case_officer()
    take(session, sent, by=officer)

    take(session, sent, by=officer)

    assert len(session.scalars(select(Event).where(Event.case_id.is_not(None))).all()) == 1


@pytest.mark.parametrize("role", OTHERS)
def test_only_a_case_officer_takes_a_case(session, make, sent, role):
    with pytest.raises(NotAllowed):
        take(session, sent, by=make.officer(role))


@pytest.mark.parametrize("state", [State.DRAFT, State.NOT_ACCEPTED, State.DECIDED, State.WITHDRAWN])
def test_a_draft_or_a_closed_case_is_not_taken(session, make, state):
    with pytest.raises(WrongState):
        take(session, make.application(state=state), by=make.case_officer())


def test_a_manager_gives_a_case_to_another_officer(session, make, sent):
    to = make.case_officer(name="T. Marsh")

    reassign(session, sent, to=to, by=make.manager())

    assert sent.officer_id == to.id
    event = session.scalars(select(Event).where(Event.case_id == sent.id)).one()
    assert (event.kind, event.facts["officer"]) == (Kind.CASE_REASSIGNED, "T. Marsh")


def test_giving_it_to_whoever_has_it_changes_nothing(session, make, sent):
    officer = make.case_officer()
    take(session, sent, by=officer)

    reassign(session, sent, to=officer, by=make.manager())

    assert [one.kind for one in session.scalars(select(Event).where(Event.case_id == sent.id))] == [Kind.CASE_TAKEN]


@pytest.mark.parametrize("role", [role for role in OfficerRole if role is not OfficerRole.PROGRAMME_MANAGER])
def test_only_a_manager_gives_a_case(session, make, sent, role):
    with pytest.raises(NotAllowed):
        reassign(session, sent, to=make.case_officer(), by=make.officer(role))


@pytest.mark.parametrize("to", [{"role": OfficerRole.AUDITOR}, {"role": OfficerRole.CASE_OFFICER, "ended_at": clock.now()}])
def test_a_case_is_given_to_case_officers_alone(session, make, sent, to):
    with pytest.raises(NotACaseOfficer):
        reassign(session, sent, to=make.officer(to.pop("role"), **to), by=make.manager())


@pytest.mark.parametrize("state", [State.DRAFT, State.NOT_ACCEPTED, State.DECIDED, State.WITHDRAWN])
def test_a_draft_or_a_closed_case_is_not_given(session, make, state):
    with pytest.raises(WrongState):
        reassign(session, make.application(state=state), to=make.case_officer(), by=make.manager())
