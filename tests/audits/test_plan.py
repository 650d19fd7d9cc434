from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.states import State as ApplicationState
from app.audits.service import Plan, cancel, change, close_open, observe, plan
from app.audits.states import LIFECYCLE, State, VisitMode
from app.core import clock
from app.core.errors import Invalid, NotAllowed, WrongState
from app.criteria.words import Result
from app.history.kinds import Kind
from app.history.models import Event


@pytest.fixture
def application(make):
    return make.case()


def visit(make, application, **values):
    """A day in a week at a site of the applicant."""
    day = clock.today() + timedelta(days=7)
    values = {"mode": VisitMode.ON_SITE, "starts_on": day, "ends_on": day} | values
    values.setdefault("sites", [make.site(application.operator)])
    values.setdefault("lead", make.auditor())
    return Plan(**values)


def planned(session, make, application, **values):
    return plan(session, application, visit(make, application, **values), by=make.case_officer())


def test_a_case_officer_plans_a_visit_and_the_history_tells_its_days(session, make, application):
    audit = planned(session, make, application, agenda="9:00 Gate")

    event = session.scalars(select(Event).where(Event.about_id == audit.id)).one()
    assert (event.kind, event.case_id) == (Kind.AUDIT_PLANNED, application.id)
    assert event.facts["starts_on"] == audit.starts_on.isoformat()


def test_the_lead_is_not_in_the_team_as_well(session, make, application):
    lead, colleague = make.auditor(), make.case_officer()

    audit = planned(session, make, application, lead=lead, team=[lead, colleague])

    assert audit.team == [colleague]


@pytest.mark.parametrize("role", [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR])
def test_others_plan_no_visit(session, make, application, role):
    with pytest.raises(NotAllowed):
        plan(session, application, visit(make, application), by=make.officer(role))


@pytest.mark.parametrize("state", [state for state in ApplicationState if state is not ApplicationState.UNDER_ASSESSMENT])
def test_a_visit_belongs_to_an_assessment(session, make, state):
    sent = {"submitted_at": clock.now()} if state is ApplicationState.WITHDRAWN else {}
    application = make.application(state=state, **sent)

    with pytest.raises(WrongState):
        planned(session, make, application)


def refused(session, make, application, **values):
    with pytest.raises(Invalid) as refusal:
        planned(session, make, application, **values)
    return refusal.value.field


def test_a_visit_needs_a_site(session, make, application):
    assert refused(session, make, application, sites=[]) == "sites"


def test_a_site_of_another_business_is_not_visited(session, make, application):
    assert refused(session, make, application, sites=[make.site(make.operator())]) == "sites"


def test_the_last_day_does_not_lie_before_the_first(session, make, application):
    assert refused(session, make, application, ends_on=clock.today() + timedelta(days=6)) == "ends_on"


def test_a_visit_takes_at_most_thirty_days(session, make, application):
    assert planned(session, make, application, ends_on=clock.today() + timedelta(days=36))
    assert refused(session, make, application, ends_on=clock.today() + timedelta(days=37)) == "ends_on"


def test_the_past_is_not_planned(session, make, application):
    yesterday = clock.today() - timedelta(days=1)
    assert refused(session, make, application, starts_on=yesterday) == "starts_on"


def test_an_auditor_leads(session, make, application):
    assert refused(session, make, application, lead=make.case_officer()) == "lead"


def test_only_officers_come_along(session, make, application):
    assert refused(session, make, application, team=[make.signatory(application.operator)]) == "team"


def test_a_changed_plan_is_told_again(session, make, application):
    audit = planned(session, make, application)
    later = clock.today() + timedelta(days=20)

    change(session, audit, visit(make, application, starts_on=later, ends_on=later), by=make.auditor())

    assert audit.starts_on == later
    assert session.scalars(select(Event.kind).where(Event.about_id == audit.id).order_by(Event.position)).all() == [
        Kind.AUDIT_PLANNED,
        Kind.AUDIT_CHANGED,
    ]


def test_a_visit_that_began_keeps_its_first_day(session, make, application):
    audit = planned(session, make, application)

    with clock.at(clock.now() + timedelta(days=8)):
        longer = visit(make, application, starts_on=audit.starts_on, ends_on=clock.today())
        change(session, audit, longer, by=make.auditor())

    assert (audit.ends_on - audit.starts_on).days == 1


def test_a_site_that_was_looked_at_stays_in_the_plan(session, make, application):
    lead, site = make.auditor(), make.site(application.operator)
    audit = planned(session, make, application, lead=lead, sites=[site])
    observe(session, audit, by=lead, criterion="G.2", result=Result.MET, site_id=site.id)

    with pytest.raises(Invalid, match="Keep the sites"):
        change(session, audit, visit(make, application), by=lead)


def test_a_cancelled_visit_says_why(session, make, application):
    audit = planned(session, make, application)

    cancel(session, audit, by=make.case_officer(), reason="The site has closed.")

    event = session.scalars(select(Event).where(Event.kind == Kind.AUDIT_CANCELLED)).one()
    assert (audit.state, event.facts["reason"]) == (State.CANCELLED, "The site has closed.")


def test_a_visit_is_not_cancelled_without_a_word(session, make, application):
    audit = planned(session, make, application)

    with pytest.raises(Invalid):
        cancel(session, audit, by=make.case_officer(), reason=" ")

    assert audit.state is State.PLANNED


@pytest.mark.parametrize("state", [state for state in State if not LIFECYCLE.allows(state, State.CANCELLED)])
def test_what_is_over_is_neither_changed_nor_cancelled(session, make, application, state):
    audit = make.audit(application, state=state)

    with pytest.raises(WrongState):
        cancel(session, audit, by=make.case_officer(), reason="-")
    with pytest.raises(WrongState):
        change(session, audit, visit(make, application), by=make.case_officer())


def test_nobody_comes_once_the_application_is_withdrawn(session, make, application):
    ahead, begun = make.audit(application), make.audit(application, starts_on=clock.today())

    close_open(session, application)

    assert (ahead.state, begun.state) == (State.CANCELLED, State.PLANNED), "of what was seen the report may be written"
    told = session.scalars(select(Event).where(Event.kind == Kind.AUDIT_CANCELLED)).one()
    assert (told.about_id, told.by_id, told.facts["reason"]) == (ahead.id, None, "The application was withdrawn.")
