import pytest

from app.applications.questionnaire import self_assessment
from app.audits.checklist import checklist
from app.audits.service import Checked, observe
from app.audits.states import Seen
from app.criteria.words import Level


@pytest.fixture
def audit(make):
    """A visit to two of three sites of a forwarder; two of them are of one class."""
    operator = make.operator(activities={"handles_goods": True, "loads_units": True})
    depots = [make.site(operator, name=f"Depot {n}", site_class="Depot", activities={"handles_goods": True}) for n in (1, 2)]
    make.site(operator, name="Office")
    application = make.case(operator)
    make.session.expire_all()
    return make.audit(application, sites=depots)


def drawn(audit, wanted=None):
    return checklist(audit, self_assessment(audit.application), wanted or {})


def test_every_criterion_of_a_site_is_looked_at_there(audit):
    made = drawn(audit)

    assert set(made.by_place) == {"Depot 1", "Depot 2"}
    assert {stop.criterion.level for stop in made.stops} == {Level.SITE}
    assert made.points == sum(len(stop.criterion.officer_checks) for stop in made.stops)


def test_what_the_assessment_wants_to_see_comes_last(audit):
    made = drawn(audit, {("A.1", ""): "Ask who checks the tariff codes."})

    assert made.stops[-1].criterion.code == "A.1"
    assert (made.stops[-1].where, made.stops[-1].wanted) == ("The business", "Ask who checks the tariff codes.")


def test_a_site_that_came_later_is_looked_at_as_its_class(make, audit):
    newcomer = make.site(audit.application.operator, name="Depot 3", site_class="Depot")
    audit.application.profile = None
    before = self_assessment(audit.application)
    audit.sites = [newcomer]

    assert checklist(audit, before, {}).stops


def test_what_was_seen_is_counted(session, audit):
    first = drawn(audit).stops[0]
    check = first.checks[0]
    observe(
        session,
        audit,
        by=audit.lead,
        criterion=first.criterion.code,
        site_id=first.site.id,
        checks=[Checked(check, Seen.IN_ORDER, "Seen.")],
    )
    session.expire(audit, ["observations"])

    made = drawn(audit)

    assert made.looked_at == 1
    assert made.stops[0].seen[check]["note"] == "Seen."


def test_the_next_stop_is_one_that_nobody_looked_at(session, audit):
    made = drawn(audit)
    second = made.stops[1]
    observe(
        session,
        audit,
        by=audit.lead,
        criterion=second.criterion.code,
        site_id=second.site.id,
        checks=[Checked(second.checks[0], Seen.IN_ORDER)],
    )
    session.expire(audit, ["observations"])

    made = drawn(audit)

    assert made.after(made.stops[0]) == made.stops[2]
    assert made.after(made.stops[-1]) == made.stops[0]


def test_a_stop_that_is_not_in_the_list_is_none(audit):
    assert drawn(audit).at("A.1", None) is None
