import pytest

from app.accounts import policy
from app.accounts.words import MembershipRole, OfficerRole
from app.config import HERE

SIGNATORY, ADMINISTRATOR, CONTRIBUTOR, VIEWER = MembershipRole
ALL = {SIGNATORY, ADMINISTRATOR, CONTRIBUTOR, VIEWER}
GIVES = {SIGNATORY: ALL, ADMINISTRATOR: {CONTRIBUTOR, VIEWER}, CONTRIBUTOR: set(), VIEWER: set()}


@pytest.fixture
def business(make):
    return make.operator()


@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_give_which_role(make, business, role):
    assert set(policy.roles_given_by(make.member(business, role), business.id)) == GIVES[role]


@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_invite_to_which_role(make, business, role):
    person = make.member(business, role)

    assert {given for given in MembershipRole if policy.can_invite(person, business.id, given)} == GIVES[role]


@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_withdraw_which_invitation(make, business, role):
    person = make.member(business, role)

    withdrawn = {given for given in MembershipRole if policy.can_withdraw(person, make.invitation(business, role=given))}
    assert withdrawn == GIVES[role]


@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_end_whose_access(make, business, role):
    person = make.member(business, role)

    ended = {other for other in MembershipRole if policy.can_end(person, make.member(business, other).memberships[0])}
    assert ended == GIVES[role]


@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_change_which_role_into_which(make, business, role):
    person = make.member(business, role)
    others = {other: make.member(business, other).memberships[0] for other in MembershipRole}

    changed = {(a, b) for a, one in others.items() for b in MembershipRole if policy.can_change_role(person, one, b)}
    assert changed == {(a, b) for a in GIVES[role] for b in GIVES[role]}


@pytest.mark.parametrize("role", MembershipRole)
def test_nothing_of_it_holds_for_another_business(make, business, role):
    stranger = make.member(make.operator(), role)

    assert policy.roles_given_by(stranger, business.id) == []
    assert not policy.can_end(stranger, make.member(business).memberships[0])
    assert not policy.can_withdraw(stranger, make.invitation(business))


@pytest.mark.parametrize("role", OfficerRole)
def test_officers_manage_nobody_of_a_business(make, business, role):
    assert policy.roles_given_by(make.officer(role), business.id) == []


@pytest.mark.parametrize(("role", "may"), [(role, role is OfficerRole.ADMINISTRATOR) for role in OfficerRole])
def test_who_may_reset_the_factor_of_another(make, role, may):
    officer = make.officer(role)

    assert policy.can_remove_factor(officer, make.user()) is may
    assert not policy.can_remove_factor(officer, officer)


def test_traders_see_the_people_of_their_own_businesses(session, make, business):
    ada, eve = make.signatory(business), make.signatory(make.operator())

    assert {one.user for one in session.scalars(policy.visible_to(ada))} == {ada}
    assert {one.user for one in session.scalars(policy.visible_to(make.case_officer()))} >= {ada, eve}


def test_traders_see_the_open_invitations_of_their_own_businesses(session, make, business):
    mine, other = make.invitation(business), make.invitation(make.operator())

    assert session.scalars(policy.invitations_visible_to(make.signatory(business))).all() == [mine]
    assert set(session.scalars(policy.invitations_visible_to(make.case_officer()))) == {mine, other}


def test_who_is_in_charge_and_who_works_for_a_business_is_said_once():
    rules = [*(HERE / "app").rglob("policy.py"), HERE / "app/alerts/recipients.py"]

    assert [path for path in rules if "MembershipRole.ADMINISTRATOR" in path.read_text("utf-8")] == []
