"""The desk: which rows, for whom, in which group."""

from datetime import timedelta

import pytest

from app.accounts.words import OfficerRole
from app.applications.states import State
from app.assessment.clock import Holder
from app.authorisations.states import State as AuthorisationState
from app.compliance.service import Established, dispute
from app.compliance.words import Disputable
from app.core import clock
from app.decisions.models import Decision
from app.decisions.states import Ground, Measure
from app.desk.queries import A_GROUP, Wanted, counts, default_list, desk
from app.desk.words import Group, Kind, Whose
from app.findings.states import ActionState
from app.monitoring.states import ReviewState
from app.programme.rules import rules
from app.programme.words import AuthorisationType

TODAY = clock.today()
DAYS, PACE = rules().days, rules().pace
ALL = Wanted(whose=Whose.ALL)


def ago(days):
    return clock.now() - timedelta(days=days)


def sent(make, days, **values):
    return make.application(state=State.SUBMITTED, submitted_at=ago(days), **values)


def groups(session, viewer, wanted=ALL):
    return {part.group: [entry.id for entry in part.entries] for part in desk(session, viewer, wanted)}


def grant(make, case, by):
    return make.keep(
        Decision(
            operator_id=case.operator_id,
            application_id=case.id,
            type=AuthorisationType.AEOC,
            kind=Measure.GRANT,
            ground=Ground.CRITERIA_MET,
            reasons="All met.",
            proposed_by_id=by.id,
        )
    )


@pytest.mark.parametrize(
    ("days", "group"),
    [
        (DAYS.accept + 1, Group.OVERDUE),
        (DAYS.accept, Group.TODAY),
        (DAYS.accept - 7, Group.WEEK),
        (DAYS.accept - 8, Group.LATER),
    ],
)
def test_a_case_stands_in_the_group_of_its_date(session, make, days, group):
    case = sent(make, days)

    assert groups(session, make.case_officer()) == {group: [case.id]}


def test_what_officers_meant_to_do_by_now_is_due_today_and_not_called_late(session, make):
    case = make.case(accepted_on=TODAY - timedelta(days=PACE.plan_visit + 5))

    assert groups(session, make.case_officer()) == {Group.TODAY: [case.id]}


def test_a_case_past_its_legal_date_is_overdue_by_us(session, make):
    case = make.case(accepted_on=TODAY - timedelta(days=DAYS.decide + 1))

    assert groups(session, make.case_officer()) == {Group.OVERDUE: [case.id]}


def test_what_the_trader_owes_waits_for_the_trader(session, make):
    case = make.case()
    make.request(case)

    assert groups(session, make.case_officer()) == {Group.TRADER: [case.id]}


def test_a_proposal_waits_for_colleagues_where_one_cannot_sign(session, make):
    officer = make.case_officer()
    case = make.case(officer=officer)
    grant(make, case, officer)

    assert groups(session, officer, Wanted()) == {Group.OTHERS: [case.id]}


def test_a_decision_maker_finds_what_can_be_signed(session, make):
    case = make.case()
    grant(make, case, make.case_officer())

    assert groups(session, make.decision_maker(), Wanted()) == {Group.WEEK: [case.id]}


def test_nobody_is_asked_to_sign_the_own_proposal(session, make):
    both = make.officer(OfficerRole.CASE_OFFICER, OfficerRole.DECISION_MAKER)
    case = make.case(officer=both)
    grant(make, case, both)

    assert groups(session, both, Wanted()) == {Group.OTHERS: [case.id]}


def test_a_report_waits_for_the_lead_of_the_visit(session, make):
    officer, lead = make.case_officer(), make.auditor()
    case = make.case(officer=officer)
    day = TODAY - timedelta(days=1)
    make.audit(case, lead=lead, starts_on=day, ends_on=day)

    assert groups(session, officer, Wanted()) == {Group.OTHERS: [case.id]}
    assert Group.OTHERS not in groups(session, lead, Wanted())


def test_whoever_only_reads_sees_every_date(session, make):
    case = make.case(accepted_on=TODAY - timedelta(days=DAYS.decide + 1))
    grant(make, case, make.case_officer())

    assert groups(session, make.manager()) == {Group.OVERDUE: [case.id]}


def test_ones_own_cases_are_those_one_took_or_visits(session, make):
    me = make.officer(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR)
    taken, visited, other = make.case(officer=me), make.case(), make.case()
    make.audit(visited, lead=me)
    along = make.case()
    audit = make.audit(along)
    audit.team.append(me)
    session.commit()

    mine = {one for ids in groups(session, me, Wanted()).values() for one in ids}

    assert mine == {taken.id, visited.id, along.id}
    assert other.id not in mine


def test_unassigned_is_what_nobody_took(session, make):
    make.case()
    case, incident = sent(make, 1), make.incident()

    found = groups(session, make.case_officer(), Wanted(whose=Whose.UNASSIGNED))

    assert {one for ids in found.values() for one in ids} == {case.id, incident.id}


def test_a_reported_action_is_to_be_checked_by_who_raised_the_finding(session, make):
    auditor = make.auditor()
    action = make.action(make.finding(make.case(), by=auditor), state=ActionState.REPORTED)
    action.reported_at = clock.now()
    session.commit()

    assert groups(session, auditor, Wanted(kind=Kind.ACTION)) == {Group.WEEK: [action.id]}


def test_an_action_that_is_owed_waits_for_the_trader(session, make):
    officer = make.case_officer()
    action = make.action(make.finding(make.case(officer=officer)))

    assert groups(session, officer, Wanted(kind=Kind.ACTION)) == {Group.TRADER: [action.id]}


def test_an_incident_is_on_the_desk_of_everybody_who_looks_into_incidents(session, make):
    incident = make.incident(reported_at=ago(PACE.assess_incident))

    assert groups(session, make.case_officer(), Wanted()) == {Group.TODAY: [incident.id]}
    assert groups(session, make.auditor(), Wanted()) == {Group.TODAY: [incident.id]}
    assert groups(session, make.decision_maker(), Wanted()) == {}


def test_a_proposal_is_on_the_desk_of_who_can_sign(session, make):
    decision = make.decision(make.authorisation(), kind=Measure.REINSTATE, ground=Ground.MEASURES_VERIFIED)

    assert groups(session, make.decision_maker(), Wanted()) == {Group.WEEK: [decision.id]}


def disputed(session, make, *, by=None):
    fact = make.infringement(make.operator(), **({"by": by} if by else {}))
    about = Established(Disputable.INFRINGEMENT, fact.id, fact.operator_id, fact.reference, fact.recorded_by_id)
    return dispute(session, about, by=make.signatory(fact.operator), reason="The goods were ours, the entry was not.")


def test_a_dispute_is_on_the_desk_of_who_can_settle_it(session, make):
    raised = disputed(session, make)
    raised.raised_at = ago(PACE.settle_dispute)
    session.commit()

    assert groups(session, make.decision_maker(), Wanted()) == {Group.TODAY: [raised.id]}
    assert groups(session, make.case_officer()) == {Group.OTHERS: [raised.id]}


def test_who_established_a_fact_does_not_have_its_dispute_on_the_desk(session, make):
    both = make.officer(OfficerRole.CASE_OFFICER, OfficerRole.DECISION_MAKER)
    raised = disputed(session, make, by=both)

    assert groups(session, both, Wanted()) == {}
    assert groups(session, both) == {Group.OTHERS: [raised.id]}


def test_a_dispute_about_what_nobody_established_is_settled_by_any_decision_maker(session, make):
    raised = disputed(session, make)
    raised.established_by_id = None
    session.commit()

    assert groups(session, make.decision_maker(), Wanted()) == {Group.LATER: [raised.id]}
    assert groups(session, make.case_officer()) == {Group.OTHERS: [raised.id]}


def test_a_suspension_that_ends_by_itself_waits_for_the_trader(session, make):
    ends = TODAY + timedelta(days=9)
    held = make.authorisation(state=AuthorisationState.SUSPENDED, suspended_until=ends)

    [part] = desk(session, make.case_officer(), ALL)

    assert (part.group, part.entries[0].id, part.entries[0].due_on) == (Group.TRADER, held.id, ends)


def test_so_does_that_of_a_part(session, make):
    ends = TODAY + timedelta(days=9)
    part, _ = (make.suspended_part(make.authorisation(), suspended_until=until) for until in (ends, None))

    [group] = desk(session, make.case_officer(), ALL)

    assert [(one.kind, one.id, one.due_on) for one in group.entries] == [(Kind.PART, part.id, ends)]
    assert group.group is Group.TRADER


def test_rows_are_ordered_by_what_is_due_first(session, make):
    second, first = sent(make, 25), sent(make, 27)

    assert groups(session, make.case_officer()) == {Group.WEEK: [first.id, second.id]}


def test_a_row_names_the_business(session, make):
    sent(make, 1, operator=make.operator(name="Fennick Brokers", tin="ZZ1000000026"))

    [part] = desk(session, make.case_officer(), ALL)

    assert (part.entries[0].operator, part.entries[0].tin) == ("Fennick Brokers", "ZZ1000000026")


def test_only_what_the_trader_holds_can_be_asked_for(session, make):
    sent(make, 1)
    case = make.case()
    make.request(case)

    assert groups(session, make.case_officer(), Wanted(whose=Whose.ALL, who=Holder.TRADER)) == {Group.TRADER: [case.id]}


def test_a_group_shows_its_first_rows_and_says_how_many_there_are(session, make):
    operator_ids = [sent(make, 1).id for _ in range(A_GROUP + 2)]

    [part] = desk(session, make.case_officer(), ALL)

    assert (len(part.entries), part.total) == (A_GROUP, len(operator_ids))


def test_a_group_alone_is_shown_at_length(session, make):
    for _ in range(A_GROUP + 2):
        sent(make, 1)

    [part] = desk(session, make.case_officer(), Wanted(whose=Whose.ALL, group=Group.LATER))

    assert len(part.entries) == A_GROUP + 2


def test_each_list_says_how_many_rows_it_holds(session, make):
    officer = make.case_officer()
    make.case(officer=officer)
    make.case()
    sent(make, 1)
    make.incident()

    assert counts(session, officer).lists == {Whose.MINE: 2, Whose.UNASSIGNED: 2, Whose.ALL: 4}


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (OfficerRole.CASE_OFFICER, Whose.MINE),
        (OfficerRole.AUDITOR, Whose.MINE),
        (OfficerRole.DECISION_MAKER, Whose.MINE),
        (OfficerRole.PROGRAMME_MANAGER, Whose.ALL),
        (OfficerRole.ADMINISTRATOR, Whose.ALL),
    ],
)
def test_who_works_on_cases_sees_the_own_ones_first(make, role, first):
    assert default_list(make.officer(role)) is first


@pytest.mark.parametrize("ground", [Ground.SECURITY_RISK, Ground.OWN_REQUEST])
def test_a_suspension_at_once_is_due_the_day_it_is_proposed(session, make, ground):
    proposal = make.decision(make.authorisation(), ground=ground)

    assert groups(session, make.decision_maker(), Wanted()) == {Group.TODAY: [proposal.id]}


def test_what_nobody_has_taken_and_is_due_is_counted(session, make):
    sent(make, DAYS.accept)
    sent(make, DAYS.accept - 1)
    sent(make, DAYS.accept, officer_id=make.case_officer().id)

    assert counts(session, make.case_officer()).pressing == 1


def test_a_signed_review_is_for_who_had_a_case_of_the_business(session, make):
    officer, other = make.case_officer(), make.case_officer()
    case = make.application(state=State.DECIDED, officer_id=officer.id)
    mine = make.review(case.operator, state=ReviewState.SENT, sent_at=ago(1))
    nobodys = make.review(state=ReviewState.SENT, sent_at=ago(2))
    make.review()

    wanted = Wanted(whose=Whose.MINE, kind=Kind.REVIEW)
    assert groups(session, officer, wanted) == {Group.LATER: [mine.id]}
    assert groups(session, other, wanted) == {}
    assert groups(session, other, Wanted(whose=Whose.UNASSIGNED, kind=Kind.REVIEW)) == {Group.LATER: [nobodys.id]}
    assert groups(session, other, Wanted(whose=Whose.ALL, kind=Kind.REVIEW)) == {Group.LATER: [nobodys.id, mine.id]}


def test_a_review_is_due_by_the_pace_of_the_office_and_never_late_by_law(session, make):
    review = make.review(state=ReviewState.SENT, sent_at=ago(PACE.read_review + 3))

    assert groups(session, make.case_officer()) == {Group.TODAY: [review.id]}


@pytest.mark.parametrize(("days", "group"), [(rules().review.answer, Group.TRADER), (rules().review.answer + 1, Group.TODAY)])
def test_a_review_that_was_asked_about_waits_for_the_trader_and_comes_back_unanswered(session, make, days, group):
    review = make.review(state=ReviewState.ASKED, sent_at=ago(days + 20), asked_at=ago(days))

    (part,) = desk(session, make.case_officer(), ALL)

    assert (part.group, [entry.id for entry in part.entries]) == (group, [review.id])
    assert part.entries[0].due_on == TODAY + timedelta(days=rules().review.answer - days)
