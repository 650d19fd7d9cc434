import pytest

from app.accounts.words import MembershipRole
from app.operators import policy, queries

SIGNATORY, ADMINISTRATOR, CONTRIBUTOR, VIEWER = MembershipRole


@pytest.mark.parametrize(
    ("right", "roles"),
    [
        (policy.can_describe, {SIGNATORY, ADMINISTRATOR}),
        (policy.can_state_activities, {SIGNATORY, ADMINISTRATOR, CONTRIBUTOR}),
        (policy.can_consent, {SIGNATORY}),
    ],
)
def test_each_right_belongs_to_these_roles(make, right, roles):
    operator = make.operator()

    assert {role for role in MembershipRole if right(make.member(operator, role), operator)} == roles


def test_a_trader_sees_its_own_business_alone(session, make):
    mine, _ = make.operator(), make.operator()

    assert session.scalars(policy.visible_to(make.member(mine))).all() == [mine]


def test_an_officer_sees_every_business(session, make):
    both = {make.operator(), make.operator()}

    assert set(session.scalars(policy.visible_to(make.case_officer()))) == both


def test_a_site_of_another_business_is_not_found(session, make):
    mine, other = make.operator(), make.operator()
    site = make.site(other)

    assert session.scalars(queries.site(make.signatory(mine), mine.id, site.id)).all() == []
