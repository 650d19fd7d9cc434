from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from app.applications.states import State as ApplicationState
from app.audits.states import State as AuditState
from app.authorisations import queries as authorisations
from app.authorisations.holders import Holder, holders
from app.authorisations.states import State
from app.compliance.service import Established, confirm_alert, dispute, lift, take_back, uphold, withdraw
from app.compliance.words import Disputable, Severity
from app.core import clock
from app.core.isolation import Scope, enter
from app.findings.states import ActionState
from app.history.kinds import Kind
from app.history.service import record
from app.monitoring.states import Counting, ReviewState
from app.monitoring.states import State as IncidentState
from app.outcomes import service as outcomes
from app.outcomes.queries import errors_of
from app.programme.words import AuthorisationType, Domain
from app.risk.facts import (
    Action,
    Checks,
    Covered,
    Incident,
    IncidentKind,
    Infringement,
    InsolvencyAlert,
    LateNotice,
    Status,
    Step,
)
from app.risk.gather import facts_of_many
from tests.outcomes.telling import CHECK, ERROR, again, outcome, plain

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def noon():
    with clock.at(NOON):
        yield


@pytest.fixture
def operator(make):
    return make.operator(roles=["FWD", "IMP"], modes=["sea", "air"])


def days(number):
    return TODAY + timedelta(days=number)


def midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def facts_of(session, operator):
    held = authorisations.of_operator(session, operator.id)
    return facts_of_many(session, {operator.id: Holder(operator, held)})[operator.id]


def only(facts):
    (authorisation,) = facts.authorisations
    return authorisation


def test_an_operator_without_authorisation_has_no_standing(session, operator):
    assert facts_of(session, operator).authorisations == ()


def test_each_type_is_seen_with_its_status_and_start(session, make, operator):
    for kind in AuthorisationType:
        make.authorisation(operator, kind, effective_from=days(-400))

    found = facts_of(session, operator).authorisations

    assert [(a.type, a.status, a.held_since, a.then) for a in found] == [
        (kind, Status.VALID, days(-400), ()) for kind in AuthorisationType
    ]


def test_days_known_ahead_are_steps_at_midnight(session, make, operator):
    make.authorisation(operator, effective_from=days(5), effective_to=days(1000))

    found = only(facts_of(session, operator))

    assert found.status is Status.NOT_YET_VALID
    assert found.then == (Step(midnight(days(5)), Status.VALID), Step(midnight(days(1000)), Status.EXPIRED))


def test_a_suspension_with_an_end_becomes_valid_by_itself(session, make, operator):
    make.authorisation(operator, state=State.SUSPENDED, suspended_until=days(20))

    found = only(facts_of(session, operator))

    assert (found.status, found.then) == (Status.SUSPENDED, (Step(midnight(days(20)), Status.VALID),))


def test_only_the_newest_of_a_type_counts(session, make, operator):
    make.authorisation(operator, state=State.REVOKED, granted_on=days(-2000), effective_from=days(-2000))
    make.authorisation(operator, granted_on=days(-300), effective_from=days(-300))

    assert (only(facts_of(session, operator)).status, only(facts_of(session, operator)).held_since) == (Status.VALID, days(-300))


def test_succession_does_not_break_tenure(session, make, operator):
    earlier = {"granted_on": days(-2000), "effective_from": days(-2000), "effective_to": days(-300), "ended_on": days(-300)}
    make.authorisation(operator, state=State.REVOKED, **earlier)
    make.authorisation(operator, granted_on=days(-310), effective_from=days(-300))

    assert only(facts_of(session, operator)).held_since == days(-2000)


@pytest.mark.parametrize(("ground", "since"), [("suspicion", -100), ("own_request", -900)])
def test_a_suspension_breaks_tenure_unless_the_holder_asked_for_it(session, make, operator, ground, since):
    authorisation = make.authorisation(operator, effective_from=days(-900))
    for kind, day in ((Kind.AUTHORISATION_SUSPENDED, -130), (Kind.SUSPENSION_ENDED, -100)):
        with clock.at(NOON + timedelta(days=day)):
            record(session, kind, about=authorisation, by=None, ground=ground)

    assert only(facts_of(session, operator)).held_since == days(since)


def test_a_suspension_under_way_restarts_tenure_on_the_day_it_ends(session, make, operator):
    make.authorisation(operator, state=State.SUSPENDED, suspended_until=days(20))

    assert only(facts_of(session, operator)).held_since == days(20)


def test_the_last_reported_visit_is_the_last_validation(session, make, operator):
    application = make.application(operator, state=ApplicationState.UNDER_ASSESSMENT)
    make.authorisation(operator, granted_on=days(-900), effective_from=days(-900), validated_on=days(-910))
    make.audit(application, starts_on=days(-40), ends_on=days(-39), state=AuditState.REPORTED)
    make.audit(application, starts_on=days(-3), ends_on=days(-2), state=AuditState.CANCELLED)

    assert facts_of(session, operator).last_validated_on == days(-39)


def test_a_grant_counts_as_validated_by_the_visit_it_rested_on(session, make, operator):
    make.authorisation(operator, granted_on=days(-900), validated_on=days(-910))

    found = facts_of(session, operator)

    assert (found.last_validated_on, only(found).provisional) == (days(-910), False)


def test_a_grant_on_paper_alone_is_provisional_until_the_first_visit(session, make, operator):
    application = make.application(operator, state=ApplicationState.UNDER_ASSESSMENT)
    make.authorisation(operator, granted_on=days(-900), validated_on=None)

    before = facts_of(session, operator)
    make.audit(application, starts_on=days(-3), ends_on=days(-2), state=AuditState.REPORTED)
    after = facts_of(session, operator)

    assert (before.last_validated_on, only(before).provisional) == (None, True)
    assert (after.last_validated_on, only(after).provisional) == (days(-2), False)


@pytest.mark.parametrize("counting", Counting)
def test_a_confirmed_incident_counts_from_its_day(session, make, operator, counting):
    incident = make.incident(operator, occurred_at=NOON - timedelta(days=9), state=IncidentState.CONFIRMED, counting=counting)

    assert facts_of(session, operator).incidents == (Incident(days(-9), IncidentKind(counting.value), incident.reference),)


@pytest.mark.parametrize("state", [IncidentState.REPORTED, IncidentState.DISMISSED])
def test_an_incident_that_is_not_confirmed_does_not_count(session, make, operator, state):
    make.incident(operator, state=state)

    assert facts_of(session, operator).incidents == ()


def test_an_action_the_trader_owes_is_known_before_it_is_overdue(session, make, operator):
    finding = make.finding(make.application(operator), domain=Domain.FISCAL)
    make.action(finding, due_on=days(10))

    assert facts_of(session, operator).actions == (Action(days(10), (Domain.FISCAL,)),)


@pytest.mark.parametrize("state", [ActionState.REPORTED, ActionState.VERIFIED])
def test_while_customs_holds_the_ball_an_action_does_not_count(session, make, operator, state):
    make.action(make.finding(make.application(operator)), due_on=days(-90), state=state)

    assert facts_of(session, operator).actions == ()


def test_covered_is_what_was_applied_for_and_not_what_was_added_since(session, make, operator):
    profile = {"roles": ["FWD"], "modes": ["sea"], "sites": [{"locode": "ZZELL"}, {"locode": None}]}
    application = make.application(operator, state=ApplicationState.DECIDED, profile=profile)
    make.authorisation(operator, application_id=application.id)

    assert facts_of(session, operator).covered == Covered(("freight_forwarder",), ("ZZELL",), ("sea",))


def test_without_a_description_of_then_the_one_of_today_is_covered(session, make, operator):
    make.site(operator, locode="ZZEXA")
    make.authorisation(operator)

    assert facts_of(session, operator).covered == Covered(("importer", "freight_forwarder"), ("ZZEXA",), ("air", "sea"))


def test_a_review_is_known_to_count_before_it_does(session, make, operator):
    make.review(operator, late_from=days(7))

    assert facts_of(session, operator).late == (LateNotice(days(7)),)


@pytest.mark.parametrize(
    "dates",
    [
        {"reminded_again_on": days(-20)},
        {"late_from": days(-7), "state": ReviewState.SENT, "sent_at": NOON},
        {"late_from": days(-7), "state": ReviewState.LAPSED},
    ],
)
def test_a_review_counts_only_once_the_second_reminder_went_out_and_until_it_is_sent(session, make, operator, dates):
    make.review(operator, **dates)

    assert facts_of(session, operator).late == ()


def test_nothing_of_another_operator_is_seen(session, make, operator):
    other = make.operator()
    make.authorisation(other)
    make.incident(other, state=IncidentState.CONFIRMED, counting=Counting.FOUND_BY_CUSTOMS)
    make.action(make.finding(make.application(other)))

    found = facts_of(session, operator)

    assert (found.authorisations, found.incidents, found.actions) == ((), (), ())


def test_in_a_transaction_of_the_trader_no_fact_is_hidden(session, make, operator):
    application = make.application(
        operator, state=ApplicationState.UNDER_ASSESSMENT, profile={"roles": ["FWD"], "modes": [], "sites": []}
    )
    authorisation = make.authorisation(operator, application_id=application.id)
    record(session, Kind.AUTHORISATION_SUSPENDED, about=authorisation, by=None, ground="suspicion")
    record(session, Kind.SUSPENSION_ENDED, about=authorisation, by=None)
    make.audit(application, starts_on=days(-40), ends_on=days(-39), state=AuditState.REPORTED)
    make.incident(operator, state=IncidentState.CONFIRMED, counting=Counting.MEASURES_LATE)
    make.action(make.finding(application), due_on=days(-90))
    known = facts_of(session, operator)

    enter(session, Scope("operator", frozenset({operator.id})))

    assert facts_of(session, operator) == known


def test_an_infringement_counts_from_its_final_decision(session, make, operator):
    make.infringement(operator, decided_on=days(-40), severity=Severity.SERIOUS, domains=["fiscal", "security"], cause="AFF-1")

    (found,) = facts_of(session, operator).infringements

    assert found == Infringement(days(-40), Severity.SERIOUS, (Domain.FISCAL, Domain.SECURITY), cause="AFF-1")


def test_one_that_was_withdrawn_does_not(session, make, operator):
    officer = make.case_officer()
    withdraw(session, make.infringement(operator), by=officer, because="Quashed.")

    assert facts_of(session, operator).infringements == ()


def test_an_alert_about_solvency_counts_until_it_is_lifted(session, make, operator):
    officer = make.case_officer()
    alert = confirm_alert(session, operator, by=officer, since=days(-9), description="Debts.")
    assert facts_of(session, operator).insolvency == InsolvencyAlert(days(-9))

    lift(session, alert, by=officer, because="Paid.")

    assert facts_of(session, operator).insolvency is None


def owed(make, operator):
    action = make.action(make.finding(make.case(operator)))
    return Disputable.ACTION, action, lambda facts: facts.actions


def happened(make, operator):
    incident = make.incident(operator, state=IncidentState.CONFIRMED, counting=Counting.FOUND_BY_CUSTOMS)
    return Disputable.INCIDENT, incident, lambda facts: facts.incidents


def decided(make, operator):
    return Disputable.INFRINGEMENT, make.infringement(operator), lambda facts: facts.infringements


@pytest.mark.parametrize("kind", [owed, happened, decided])
def test_a_disputed_fact_carries_the_day_and_is_gone_once_the_dispute_is_upheld(session, make, operator, kind):
    about, thing, found = kind(make, operator)
    fact = Established(about, thing.id, operator.id, "N-1", None)

    raised = dispute(session, fact, by=make.signatory(operator), reason="Not so.")
    assert [one.disputed_on for one in found(facts_of(session, operator))] == [TODAY]

    uphold(session, raised, by=make.decision_maker(), answer="You are right.")
    assert found(facts_of(session, operator)) == ()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waits=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3))
def test_a_fact_waits_from_its_first_dispute_however_often_it_is_taken_back_and_raised_anew(session, make, waits):
    holder = make.operator()
    about, thing, found = decided(make, holder)
    fact, signatory = Established(about, thing.id, holder.id, "N-1", None), make.signatory(holder)
    moment = NOON

    for stood, rested in waits:
        with clock.at(moment):
            raised = dispute(session, fact, by=signatory, reason="Not so.")
            assert [one.disputed_on for one in found(facts_of(session, holder))] == [TODAY]
            moment += timedelta(days=stood)
        with clock.at(moment):
            take_back(session, raised, by=signatory)
            assert [one.disputed_on for one in found(facts_of(session, holder))] == [None]
            moment += timedelta(days=rested)


@pytest.fixture
def error(session, operator):
    """One of two checks of a day found it; `error(**changes)` tells it anew."""
    told = plain(operator, **ERROR)
    outcomes.report(session, "engine", [again(told), outcome(operator, **CHECK)], by=None)
    return lambda **changes: outcomes.report(session, "engine", [again(told | changes)], by=None)


def found_error(session, operator):
    (event,) = errors_of(session, operator.id, since=date.min)
    return Established(Disputable.CHECK, event.about_id, operator.id, event.facts["reference"], event.by_id)


def test_an_error_that_is_disputed_stands_apart_from_the_other_checks_of_its_day(session, make, operator, error):
    on, role = days(-7), "importer"
    assert facts_of(session, operator).checks == (Checks(on, role, 2, 1),)
    fact = found_error(session, operator)

    raised = dispute(session, fact, by=make.signatory(operator), reason="Not so.")
    assert facts_of(session, operator).checks == (
        Checks(on, role, 1, 0),
        Checks(on, role, 1, 1, TODAY, cause=str(fact.about_id)),
    )

    uphold(session, raised, by=make.decision_maker(), answer="You are right.")
    assert facts_of(session, operator).checks == (Checks(on, role, 2, 0),)


def test_an_infringement_and_the_check_it_comes_from_have_one_cause(session, make, operator, error):
    fact = found_error(session, operator)
    make.infringement(operator, check_id=fact.about_id)

    found = facts_of(session, operator)

    assert [one.cause for one in found.infringements] == [str(fact.about_id)]
    assert [(one.errors, one.cause) for one in found.checks] == [(0, None), (1, str(fact.about_id))]


def test_a_disputed_error_that_is_taken_back_counts_no_more(session, make, operator, error):
    dispute(session, found_error(session, operator), by=make.signatory(operator), reason="Not so.")

    error(version=2, disclosed=True)

    assert facts_of(session, operator).checks == (Checks(days(-7), "importer", 2, 0),)


def test_an_error_named_by_a_dispute_and_a_decision_stands_apart_once_on_the_day_of_its_correction(
    session, make, operator, error
):
    fact = found_error(session, operator)
    make.infringement(operator, check_id=fact.about_id)
    dispute(session, fact, by=make.signatory(operator), reason="Not so.")

    error(version=2, selected_at=(NOON - timedelta(days=6)).isoformat())

    assert facts_of(session, operator).checks == (
        Checks(days(-7), "importer", 1, 0),
        Checks(days(-6), "importer", 1, 1, TODAY, cause=str(fact.about_id)),
    )


def test_many_are_gathered_as_one_is(session, make):
    operators = [make.operator() for _ in range(3)]
    for one in operators:
        make.authorisation(one)
    for one in operators[:2]:
        make.infringement(one)
        make.review(one, late_from=days(-3))
        make.incident(one, state=IncidentState.CONFIRMED, counting=Counting.VICTIM_ONLY)

    many = facts_of_many(session, holders(session, [one.id for one in operators]))

    assert many == {one.id: facts_of(session, one) for one in operators}


@pytest.mark.parametrize("number", [1, 5])
def test_three_queries_are_enough_for_as_many_as_there_are(session, make, number):
    operators = [make.operator() for _ in range(number)]
    for one in operators:
        for kind in AuthorisationType:
            make.authorisation(one, kind)
    known, asked = holders(session, [one.id for one in operators]), []
    event.listen(session.connection(), "before_cursor_execute", lambda *told: asked.append(told[2]))

    facts_of_many(session, known)

    assert len(asked) <= 3
