"""What a fact of the record does to the credit: the figures without it."""

from datetime import timedelta

import pytest

from app.authorisations.holders import holders
from app.compliance.against import against
from app.compliance.service import Established, confirm_alert, dispute
from app.compliance.words import Disputable, Severity
from app.core import clock
from app.monitoring.states import Counting
from app.monitoring.states import State as IncidentState
from app.outcomes import service as outcomes
from app.programme.words import AuthorisationType, Domain
from app.risk.gather import facts_of_many
from app.risk.policy import load
from app.risk.weight import counts_until, weight, without, without_errors
from tests.outcomes.telling import ERROR, outcome


@pytest.fixture
def operator(make):
    operator = make.operator()
    for kind in AuthorisationType:
        make.authorisation(operator, kind, validated_on=clock.today())
    return operator


@pytest.fixture
def weigh(session, make, operator):
    """What each fact of its record weighs, by its number."""

    def weighed():
        facts = facts_of_many(session, holders(session, [operator.id]))[operator.id]
        standing = against(session, make.signatory(operator), operator.id)
        told = [(one, weight(facts, without(facts, one), load(), clock.now())) for one in standing]
        return {one.fact.reference: (dict(points), counts_until(one, load())) for one, points in told}

    return weighed


def test_each_weighs_what_the_figures_would_be_better_without_it(session, make, operator, weigh):
    minor = make.infringement(operator, domains=[Domain.FISCAL, Domain.SECURITY])
    make.infringement(operator, severity=Severity.SERIOUS, reference="INF-S")
    incident = make.incident(operator, state=IncidentState.CONFIRMED, counting=Counting.MEASURES_LATE)
    action = make.action(make.finding(make.case(operator), domain=Domain.FISCAL), due_on=clock.today() - timedelta(days=20))
    alert = confirm_alert(session, operator, by=make.auditor(), since=clock.today(), description="Debts.")

    found = {number: points for number, (points, _) in weigh().items()}

    assert found == {
        minor.reference: {Domain.FISCAL: 2, Domain.SECURITY: 2},
        "INF-S": {Domain.FISCAL: 12},
        incident.reference: {Domain.SECURITY: 3},
        action.finding.reference: {Domain.FISCAL: 3},
        alert.reference: {Domain.FISCAL: 5},
    }


def test_what_waits_or_is_beyond_a_cap_weighs_nothing(session, make, operator, weigh):
    five = [make.infringement(operator) for _ in range(5)]
    assert {points.get(Domain.FISCAL, 0) for points, _ in weigh().values()} == {0}

    for one in five[:2]:
        fact = Established(Disputable.INFRINGEMENT, one.id, operator.id, one.reference, None)
        dispute(session, fact, by=make.signatory(operator), reason="Not so.")

    assert [weigh()[one.reference][0].get(Domain.FISCAL, 0) for one in five] == [0, 0, 2, 2, 2]


def test_it_counts_to_the_day_before_it_has_faded(make, operator, weigh):
    with clock.at(clock.now().replace(year=2026, month=11, day=24)):
        one = make.infringement(operator, decided_on=clock.today())
        points, until = weigh()[one.reference]
        assert (points, until.isoformat()) == ({Domain.FISCAL: 2}, "2029-12-23")


def test_errors_weigh_together(session, operator):
    outcomes.report(session, "engine", [outcome(operator, **ERROR) for _ in range(6)], by=None)
    facts = facts_of_many(session, holders(session, [operator.id]))[operator.id]

    assert weight(facts, without_errors(facts), load(), clock.now()) == {Domain.FISCAL: 8}
