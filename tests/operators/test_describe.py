from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core import clock
from app.core.errors import NotAllowed
from app.history.kinds import Kind
from app.history.models import Event
from app.operators.service import NoRole, NotYetEstablished, describe, state_activities, state_roles

DETAILS = {
    "name": "Northwind  Forwarding Ltd",
    "legal_form": "Ltd",
    "country": "zz",
    "street": "2 Quay Road",
    "postcode": "1000",
    "city": "Exampleton",
    "people": 12,
    "established_on": date(2012, 3, 27),
}


def test_a_business_is_described_as_the_register_shows_it(session, make):
    operator = make.operator(people=4)

    describe(session, operator, by=make.signatory(operator), **DETAILS)

    assert (operator.name, operator.country, operator.people) == ("Northwind Forwarding Ltd", "ZZ", 12)


def test_the_history_says_what_was_and_what_is(session, make):
    operator = make.operator(street="1 Quay Road", people=4)

    describe(session, operator, by=make.signatory(operator), **DETAILS)

    event = session.scalars(select(Event).where(Event.kind == Kind.BUSINESS_DESCRIBED)).one()
    assert event.facts["changed"]["people"] == [4, 12]
    assert event.facts["changed"]["street"] == ["1 Quay Road", "2 Quay Road"]


def test_what_is_described_again_alike_is_no_event(session, make):
    operator = make.operator()
    signatory = make.signatory(operator)
    describe(session, operator, by=signatory, **DETAILS)

    describe(session, operator, by=signatory, **DETAILS)

    assert len(session.scalars(select(Event).where(Event.kind == Kind.BUSINESS_DESCRIBED)).all()) == 1


def test_a_business_cannot_be_established_tomorrow(session, make):
    operator = make.operator()
    tomorrow = {"established_on": clock.today() + timedelta(days=1)}

    with pytest.raises(NotYetEstablished) as refusal:
        describe(session, operator, by=make.signatory(operator), **DETAILS | tomorrow)

    assert refusal.value.field == "established_on"


@pytest.mark.parametrize("role", [MembershipRole.CONTRIBUTOR, MembershipRole.VIEWER])
def test_only_those_in_charge_describe_it(session, make, role):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        describe(session, operator, by=make.member(operator, role), **DETAILS)


def test_roles_and_modes_stand_in_the_programmes_order(session, make):
    operator = make.operator()

    state_roles(session, operator, by=make.signatory(operator), roles=["WHK", "EXP"], modes=["road", "air"])

    assert (operator.roles, operator.modes) == (["EXP", "WHK"], ["air", "road"])


def test_a_business_without_a_role_is_refused(session, make):
    operator = make.operator()

    with pytest.raises(NoRole):
        state_roles(session, operator, by=make.signatory(operator), roles=[], modes=["road"])


def test_a_fact_said_before_of_something_else_stays(session, make):
    operator = make.operator(activities={"ecommerce": True})

    state_activities(session, operator, by=make.member(operator), facts={"handles_goods": True})

    assert operator.activities == {"ecommerce": True, "handles_goods": True}


def test_a_fact_of_a_class_holds_for_each_of_its_open_sites(session, make):
    operator = make.operator()
    depots = [make.site(operator, name=name, site_class="Depots") for name in ("North", "South")]
    office = make.site(operator, name="Office")

    state_activities(session, operator, by=make.member(operator), facts={}, of_classes={"Depots": {"packs": True}})

    assert [depot.activities for depot in depots] == [{"packs": True}, {"packs": True}]
    assert office.activities == {}


def test_a_viewer_states_no_facts(session, make):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        state_activities(session, operator, by=make.member(operator, MembershipRole.VIEWER), facts={"packs": True})
