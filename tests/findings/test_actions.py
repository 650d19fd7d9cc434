"""What the trader does about a finding, and how it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole, OfficerRole
from app.core import clock
from app.core.errors import Invalid, NotAllowed, WrongState
from app.documents.models import Attachment
from app.findings.service import WrongDueDate, close, refuse, report_done, verify
from app.findings.states import ActionState, Grade, State
from app.history.kinds import Kind
from app.history.models import Event

NEXT_MONTH = clock.today() + timedelta(days=30)
READERS = [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR]


@pytest.fixture
def finding(make):
    return make.finding(make.case())


@pytest.fixture
def action(make, finding):
    return make.action(finding)


@pytest.fixture
def contributor(make, finding):
    return make.member(session_operator(make, finding), MembershipRole.CONTRIBUTOR)


def session_operator(make, finding):
    from app.operators.models import Operator

    return make.session.get(Operator, finding.operator_id)


@pytest.fixture
def reported(session, action, contributor):
    report_done(session, action, by=contributor, reply="The log is kept.")
    return action


def last_event(session):
    return session.scalars(select(Event).order_by(Event.position.desc())).first()


def test_a_report_of_nothing_is_none(session, action, contributor):
    with pytest.raises(Invalid):
        report_done(session, action, by=contributor, reply=" ")

    assert action.state is ActionState.ASKED


def test_the_trader_reports_what_was_done_with_evidence(session, make, finding, action, contributor):
    document = make.document(session_operator(make, finding))

    report_done(session, action, by=contributor, reply="The log is kept.", documents=[document])

    assert (action.state, action.reply, action.reported_by_id) == (ActionState.REPORTED, "The log is kept.", contributor.id)
    assert session.scalars(select(Attachment.document_id)).one() == document.id


def test_a_viewer_reports_nothing(session, make, finding, action):
    with pytest.raises(NotAllowed):
        report_done(session, action, by=make.member(session_operator(make, finding), MembershipRole.VIEWER), reply="Done.")


def test_another_business_reports_nothing(session, make, action):
    with pytest.raises(NotAllowed):
        report_done(session, action, by=make.signatory(make.operator()), reply="Done.")


def test_what_is_reported_is_not_reported_again(session, reported, contributor):
    with pytest.raises(WrongState):
        report_done(session, reported, by=contributor, reply="Again.")


def test_with_its_last_action_the_finding_is_closed(session, make, finding, reported):
    officer = make.auditor()

    verify(session, reported, by=officer)

    assert (reported.state, reported.verified_by_id) == (ActionState.VERIFIED, officer.id)
    assert (finding.state, finding.closed_at is not None) == (State.CLOSED, True)
    assert last_event(session).facts["closed"] is True


def test_while_another_action_is_open_so_is_the_finding(session, make, finding, reported):
    make.action(finding)
    session.refresh(finding)

    verify(session, reported, by=make.auditor())

    assert finding.state is State.OPEN


def test_what_was_not_reported_is_not_verified(session, make, action):
    with pytest.raises(WrongState):
        verify(session, action, by=make.auditor())


def test_what_is_not_sufficient_goes_back_with_a_new_day(session, make, reported):
    refuse(session, reported, by=make.auditor(), reason=" The log of May is missing. ", due_on=NEXT_MONTH)

    assert (reported.state, reported.due_on) == (ActionState.ASKED, NEXT_MONTH)
    assert reported.refusal == "The log of May is missing."
    refused = last_event(session)
    assert (refused.kind, refused.facts["reason"]) == (Kind.ACTION_REFUSED, "The log of May is missing.")


def test_the_trader_reports_anew_and_what_it_said_before_stays_in_the_history(session, make, reported, contributor):
    refuse(session, reported, by=make.auditor(), reason="The log of May is missing.", due_on=NEXT_MONTH)
    assert reported.is_refused

    report_done(session, reported, by=contributor, reply="May is there now.")

    said = session.scalars(select(Event).where(Event.kind == Kind.ACTION_REPORTED).order_by(Event.position)).all()
    assert [event.facts["reply"] for event in said] == ["The log is kept.", "May is there now."]
    assert (reported.state, reported.is_refused) == (ActionState.REPORTED, False)


def test_a_document_that_stands_there_already_may_be_ticked_again(session, make, finding, action, contributor):
    document = make.document(session_operator(make, finding))
    report_done(session, action, by=contributor, reply="The log is kept.", documents=[document])
    refuse(session, action, by=make.auditor(), reason="The log of May is missing.", due_on=NEXT_MONTH)

    report_done(session, action, by=contributor, reply="May is there now.", documents=[document])

    session.flush()
    assert session.scalars(select(Attachment.document_id)).one() == document.id


def test_the_new_day_counts_once_it_was_refused(session, make, reported):
    refuse(session, reported, by=make.auditor(), reason="The log of May is missing.", due_on=NEXT_MONTH)

    with clock.at(clock.now() + timedelta(days=30)):
        assert not reported.is_overdue
    with clock.at(clock.now() + timedelta(days=31)):
        assert reported.is_overdue


def test_who_sends_it_back_says_what_is_missing(session, make, reported):
    with pytest.raises(Invalid):
        refuse(session, reported, by=make.auditor(), reason=" ", due_on=NEXT_MONTH)


def test_the_new_day_lies_ahead(session, make, reported):
    with pytest.raises(WrongDueDate):
        refuse(session, reported, by=make.auditor(), reason="More.", due_on=clock.today())


def test_what_was_not_reported_is_not_sent_back(session, make, action):
    with pytest.raises(WrongState):
        refuse(session, action, by=make.auditor(), reason="More.", due_on=NEXT_MONTH)


def test_an_observation_is_closed_by_itself(session, make):
    seen = make.finding(make.case(), grade=Grade.OBSERVATION)

    close(session, seen, by=make.auditor())

    assert seen.state is State.CLOSED
    assert last_event(session).kind is Kind.FINDING_CLOSED


def test_a_finding_with_an_open_action_is_not_closed(session, make, finding, action):
    with pytest.raises(Invalid):
        close(session, finding, by=make.auditor())


def test_a_closed_finding_stays_closed(session, make):
    seen = make.finding(make.case(), state=State.CLOSED)

    with pytest.raises(WrongState):
        close(session, seen, by=make.auditor())


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_verifies_sends_back_and_closes_nothing(session, make, finding, reported, role):
    reader = make.officer(role)

    with pytest.raises(NotAllowed):
        verify(session, reported, by=reader)
    with pytest.raises(NotAllowed):
        refuse(session, reported, by=reader, reason="More.", due_on=NEXT_MONTH)
    with pytest.raises(NotAllowed):
        close(session, finding, by=reader)


@pytest.mark.parametrize(("days", "is_overdue"), [(-1, True), (0, False), (1, False)])
def test_an_action_is_overdue_once_its_day_has_passed(make, finding, days, is_overdue):
    assert make.action(finding, due_on=clock.today() + timedelta(days=days)).is_overdue is is_overdue


def test_what_was_reported_in_time_is_not_overdue(make, finding):
    action = make.action(finding, due_on=clock.today() - timedelta(days=1), state=ActionState.REPORTED)

    assert not action.is_overdue
