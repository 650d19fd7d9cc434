"""What SQL says about the first task of a case is what the rule says, wherever the case stands."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.applications.states import RequestState, State
from app.audits.states import State as AuditState
from app.core import clock
from app.decisions.models import Decision, Hearing
from app.decisions.states import Ground, Measure
from app.decisions.states import State as DecisionState
from app.desk import gather
from app.desk.seat import seat_of
from app.desk.sources import sources
from app.desk.tasks import tasks
from app.desk.words import Whose
from app.programme.rules import rules
from app.programme.words import AuthorisationType

TODAY = clock.today()


def ago(days):
    return clock.now() - timedelta(days=days)


def on(days):
    return TODAY + timedelta(days=days)


class Teller:
    """Puts a case where a story wants it."""

    def __init__(self, make):
        self.make, self.session = make, make.session

    def case(self, state=State.UNDER_ASSESSMENT, **values):
        dates = {"submitted_at": ago(50)} if state is not State.UNDER_ASSESSMENT else {"submitted_at": ago(70)}
        if state is State.UNDER_ASSESSMENT:
            dates["accepted_on"] = on(-60)
        if state is State.RETURNED:
            dates["returned_at"] = ago(10)
        return self.make.application(state=state, **dates | values)

    def asked(self, case, due, *, since=30, state=RequestState.OPEN, answered=None, read=False):
        self.session.refresh(case, ["requests"])
        request = self.make.request(case, asked_at=ago(since), due_on=on(due), state=state)
        if answered is not None:
            request.answered_at, request.settled_at = ago(answered), clock.now() if read else None
        self.session.commit()

    def visit(self, case, starts, ends, state=AuditState.PLANNED):
        self.make.audit(case, starts_on=on(starts), ends_on=on(ends), state=state)

    def proposed(
        self, case, kind=Measure.GRANT, ground=Ground.CRITERIA_MET, *, type=AuthorisationType.AEOC, ago_days=2, **values
    ):
        by = self.make.case_officer()
        found = {"proposed_at": ago(ago_days), "reasons": "Because.", "proposed_by_id": by.id, **values}
        decision = Decision(operator_id=case.operator_id, application_id=case.id, type=type, kind=kind, ground=ground, **found)
        return self.make.keep(decision)

    def heard(self, case, served, due, replied=None, **values):
        decision = self.proposed(
            case, Measure.REFUSE, Ground.CRITERIA_NOT_MET, state=DecisionState.IN_HEARING, ago_days=40, **values
        )
        opened = {"opened_at": ago(38), "opened_by_id": decision.proposed_by_id, "served_on": on(served), "due_on": on(due)}
        hearing = Hearing(operator_id=case.operator_id, decision_id=decision.id, **opened)
        hearing.replied_at = ago(replied) if replied is not None else None
        self.make.keep(hearing)


STORIES = {
    "sent": lambda tell: tell.case(State.SUBMITTED),
    "returned": lambda tell: tell.case(State.RETURNED),
    "accepted": lambda tell: tell.case(),
    "asked": lambda tell: tell.asked(tell.case(), 5),
    "asked long ago": lambda tell: tell.asked(tell.case(), -5),
    "answered": lambda tell: tell.asked(tell.case(), 5, state=RequestState.ANSWERED, answered=1),
    "answered and read": lambda tell: tell.asked(tell.case(), 5, state=RequestState.ANSWERED, answered=1, read=True),
    "withdrawn": lambda tell: tell.asked(tell.case(), 5, state=RequestState.WITHDRAWN),
    "visit ahead": lambda tell: tell.visit(tell.case(), 3, 4),
    "visit under way": lambda tell: tell.visit(tell.case(), -1, 0),
    "visit over": lambda tell: tell.visit(tell.case(), -5, -4),
    "visit reported": lambda tell: tell.visit(tell.case(), -5, -4, AuditState.REPORTED),
    "visit cancelled": lambda tell: tell.visit(tell.case(), 3, 4, AuditState.CANCELLED),
    "grant proposed": lambda tell: tell.proposed(tell.case()),
    "refusal proposed": lambda tell: tell.proposed(tell.case(), Measure.REFUSE, Ground.CRITERIA_NOT_MET),
    "proposal withdrawn": lambda tell: tell.proposed(tell.case(), state=DecisionState.WITHDRAWN),
    "in hearing": lambda tell: tell.heard(tell.case(), -10, 20),
    "last day of the hearing": lambda tell: tell.heard(tell.case(), -30, 0),
    "hearing over": lambda tell: tell.heard(tell.case(), -31, -1),
    "replied": lambda tell: tell.heard(tell.case(), -10, 20, replied=3),
}


def both(tell):
    """Two proposals of one day: the hearing on S is to be opened, C can be signed."""
    case = tell.case()
    tell.proposed(case, type=AuthorisationType.AEOC)
    tell.proposed(case, Measure.REFUSE, Ground.CRITERIA_NOT_MET, type=AuthorisationType.AEOS)


def everything(tell):
    """An answer came while another is owed, a visit lacks its report, a grant is proposed."""
    case = tell.case()
    tell.asked(case, 5)
    tell.asked(case, 9, state=RequestState.ANSWERED, answered=2)
    tell.visit(case, -5, -4)
    tell.proposed(case)


def owed_twice(tell):
    """An answer is owed, and a reply."""
    case = tell.case()
    tell.asked(case, 25)
    tell.heard(case, -10, 20)


def heard_twice(tell):
    """Both authorisations are to be refused: two hearings of one day extend the clock once."""
    case = tell.case()
    tell.heard(case, -10, 20)
    tell.heard(case, -12, 18, type=AuthorisationType.AEOS)


def asked_often(tell):
    """Days that two requests share are added once, those between two are not added, and a withdrawn one adds none."""
    case = tell.case()
    tell.asked(case, -20, since=40)
    tell.asked(case, -26, since=40)
    tell.asked(case, -15, since=30)
    tell.asked(case, 5, since=5)
    tell.asked(case, 9, since=3, state=RequestState.WITHDRAWN)


def asked_before_the_visit(tell):
    """An answer is owed, but the visit is near."""
    case = tell.case()
    tell.asked(case, 5)
    tell.visit(case, 8, 8)


def asked_long_before_the_visit(tell):
    case = tell.case()
    tell.asked(case, 5)
    tell.visit(case, 30, 30)


def report_and_answer_owed(tell):
    case = tell.case()
    tell.asked(case, 5)
    tell.visit(case, -5, -4)


def heard_on_all(tell):
    """Nothing is left to propose: however near the legal date, customs waits."""
    case = tell.case(accepted_on=on(-175))
    tell.visit(case, -5, -4, AuditState.REPORTED)
    tell.heard(case, -10, 20)
    tell.heard(case, -10, 20, type=AuthorisationType.AEOS)


def heard_on_one(tell):
    case = tell.case(accepted_on=on(-150))
    tell.visit(case, -5, -4, AuditState.REPORTED)
    tell.heard(case, -10, 20)


MIXED = (
    asked_before_the_visit,
    asked_long_before_the_visit,
    report_and_answer_owed,
    heard_on_all,
    heard_on_one,
    both,
    everything,
    owed_twice,
    heard_twice,
    asked_often,
)


@pytest.mark.parametrize("story", [*STORIES.values(), *MIXED], ids=[*STORIES, *(one.__name__ for one in MIXED)])
def test_the_first_task_in_sql_is_that_of_the_rule(session, make, story):
    story(Teller(make))
    viewer = make.case_officer()
    session.expire_all()
    [row] = session.execute(sources(seat_of(viewer))[0].rows(Whose.ALL)).all()

    [case] = gather.cases_of(session, viewer, [row.id])
    situation = gather.situations(session, [case])[case.id]
    first = tasks(situation, TODAY)[0]

    assert (row.due_on, row.legal_on, row.who) == (first.due_on, situation.legal_on, first.who.value)
    assert (row.only, row.never) == (first.only, first.never)


@pytest.mark.parametrize("state", [State.DRAFT, State.NOT_ACCEPTED, State.DECIDED, State.WITHDRAWN])
def test_a_draft_or_a_closed_case_is_on_no_desk(session, make, state):
    make.application(state=state)

    assert session.execute(sources(seat_of(make.case_officer()))[0].rows(Whose.ALL)).all() == []


def test_days_are_counted_in_utc_whatever_the_zone_of_the_server(session, make):
    sent = clock.now().replace(hour=23, minute=30)
    make.application(state=State.SUBMITTED, submitted_at=sent)
    session.execute(text("SET LOCAL TIME ZONE 'Asia/Tokyo'"))

    [row] = session.execute(sources(seat_of(make.case_officer()))[0].rows(Whose.ALL)).all()

    assert row.legal_on == sent.date() + timedelta(days=rules().days.accept)
