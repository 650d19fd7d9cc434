"""Raising a finding."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.states import State as ApplicationState
from app.core import clock
from app.core.errors import Invalid, NotAllowed, WrongState
from app.findings.models import Finding
from app.findings.policy import may_have, visible_to
from app.findings.service import Wanting, WrongDueDate, raise_finding
from app.findings.states import ActionState, Grade, State
from app.history.kinds import Kind
from app.history.models import Event
from app.programme.words import Domain

IN_A_MONTH = clock.today() + timedelta(days=30)
WANTING = Wanting("G.2", Domain.SECURITY, Grade.MINOR, "Gaps in the log.", "Keep it daily.", "Gate clerk", IN_A_MONTH)


@pytest.fixture
def case(make):
    return make.case()


@pytest.mark.parametrize("state", list(ApplicationState))
def test_a_finding_belongs_to_an_assessment_or_to_what_was_decided_after_it(session, make, state):
    sent = {"submitted_at": clock.now()} if state is ApplicationState.WITHDRAWN else {}
    application, auditor = make.application(state=state, **sent), make.auditor()

    if state in (ApplicationState.UNDER_ASSESSMENT, ApplicationState.DECIDED):
        assert may_have(application)
        assert raise_finding(session, application, WANTING, by=auditor)
    else:
        assert not may_have(application)
        with pytest.raises(WrongState):
            raise_finding(session, application, WANTING, by=auditor)


@pytest.mark.parametrize("role", [OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR])
def test_case_officers_and_auditors_raise_findings(session, make, case, role):
    officer = make.officer(role)

    finding = raise_finding(session, case, WANTING, by=officer)

    assert (finding.state, finding.grade, finding.raised_by_id) == (State.OPEN, Grade.MINOR, officer.id)


def test_the_trader_is_told_what_to_do_by_when(session, make, case):
    finding = raise_finding(session, case, WANTING, by=make.auditor())

    action = finding.actions[0]
    assert (action.text, action.owner, action.due_on) == ("Keep it daily.", "Gate clerk", IN_A_MONTH)
    assert action.state is ActionState.ASKED


def test_the_history_holds_grade_and_day(session, make, case):
    officer = make.auditor()

    finding = raise_finding(session, case, WANTING, by=officer)

    event = session.scalars(select(Event).where(Event.about_id == finding.id)).one()
    assert (event.kind, event.case_id, event.by_id) == (Kind.FINDING_RAISED, case.id, officer.id)
    assert (event.facts["grade"], event.facts["due_on"]) == ("minor", IN_A_MONTH.isoformat())


def test_an_observation_may_ask_for_nothing(session, make, case):
    seen = Wanting("G.2", Domain.SECURITY, Grade.OBSERVATION, "The log is on paper.")

    assert raise_finding(session, case, seen, by=make.auditor()).actions == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"criterion": "Z.9"}, "criterion"),
        ({"text": " "}, "text"),
        ({"action": ""}, "action"),
        ({"due_on": None}, "due_on"),
        ({"due_on": clock.today()}, "due_on"),
    ],
)
def test_a_finding_says_what_is_wanting_and_what_to_do_by_when(session, make, case, changed, field):
    wanting = Wanting(**{**vars(WANTING), **changed})

    with pytest.raises(Invalid) as refused:
        raise_finding(session, case, wanting, by=make.auditor())

    assert refused.value.field == field


def test_an_observation_with_an_action_needs_its_day(session, make, case):
    with pytest.raises(WrongDueDate):
        raise_finding(session, case, Wanting("G.2", Domain.SECURITY, Grade.OBSERVATION, "?", "Do it."), by=make.auditor())


@pytest.mark.parametrize("role", [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR])
def test_who_only_reads_raises_none(session, make, case, role):
    with pytest.raises(NotAllowed):
        raise_finding(session, case, WANTING, by=make.officer(role))


def test_officers_see_every_finding_and_a_business_its_own(session, make, case):
    mine = make.finding(case)
    make.finding(make.case())

    assert len(session.scalars(visible_to(make.auditor())).all()) == 2
    assert session.scalars(visible_to(make.signatory(case.operator))).all() == [mine]
    assert isinstance(mine, Finding)
