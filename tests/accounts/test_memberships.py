import pytest
from sqlalchemy import select

from app.accounts.models import Membership
from app.accounts.service import LastSignatory, change_role, end_membership
from app.accounts.words import MembershipRole
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.service import recorded

ADMINISTRATOR, CONTRIBUTOR, SIGNATORY, VIEWER = (
    MembershipRole.ADMINISTRATOR,
    MembershipRole.CONTRIBUTOR,
    MembershipRole.SIGNATORY,
    MembershipRole.VIEWER,
)


@pytest.fixture
def business(make):
    return make.operator()


@pytest.fixture
def signatory(make, business):
    return make.signatory(business)


def test_access_ends_the_same_day(session, make, business, signatory):
    colleague = make.member(business)

    end_membership(session, colleague.memberships[0], by=signatory)

    assert colleague.memberships[0].until_on == clock.today()
    assert colleague.operator_ids == frozenset()


def test_the_history_tells_who_ended_whose_access(session, make, business, signatory):
    membership = make.member(business).memberships[0]

    end_membership(session, membership, by=signatory)

    (event,) = recorded(session)
    assert (event.kind, event.about_id, event.by_id) == (Kind.MEMBERSHIP_ENDED, membership.id, signatory.id)


def test_the_last_signatory_stays(session, signatory):
    with pytest.raises(LastSignatory):
        end_membership(session, signatory.memberships[0], by=signatory)


def test_a_signatory_leaves_when_there_is_another(session, make, business, signatory):
    make.signatory(business)

    end_membership(session, signatory.memberships[0], by=signatory)

    assert not signatory.is_signatory_of(business.id)


def test_a_signatory_of_another_business_does_not_count(session, make, signatory):
    make.signatory(make.operator())

    with pytest.raises(LastSignatory):
        end_membership(session, signatory.memberships[0], by=signatory)


def test_access_ends_once(session, make, business, signatory):
    membership = make.member(business).memberships[0]
    end_membership(session, membership, by=signatory)

    with pytest.raises(WrongState):
        end_membership(session, membership, by=signatory)


def test_anybody_may_leave(session, make, business):
    viewer = make.member(business, VIEWER)

    end_membership(session, viewer.memberships[0], by=viewer)

    assert viewer.current_memberships == []


def test_a_contributor_ends_the_access_of_nobody_else(session, make, business):
    with pytest.raises(NotAllowed):
        end_membership(session, make.member(business).memberships[0], by=make.member(business))


def test_a_new_role_starts_where_the_old_one_ends(session, make, business, signatory):
    colleague = make.member(business, CONTRIBUTOR)

    change_role(session, colleague.memberships[0], by=signatory, role=ADMINISTRATOR)

    session.expire_all()
    rows = session.scalars(select(Membership).where(Membership.user_id == colleague.id)).all()
    assert {(one.role, one.is_current) for one in rows} == {(CONTRIBUTOR, False), (ADMINISTRATOR, True)}
    assert colleague.role_in(business.id) is ADMINISTRATOR


def test_the_history_tells_both_roles(session, make, business, signatory):
    change_role(session, make.member(business).memberships[0], by=signatory, role=VIEWER)

    (event,) = recorded(session)
    assert (event.kind, event.facts) == (Kind.ROLE_CHANGED, {"before": "contributor", "after": "viewer"})


def test_the_same_role_again_changes_nothing(session, make, business, signatory):
    change_role(session, make.member(business).memberships[0], by=signatory, role=CONTRIBUTOR)

    assert recorded(session) == []


def test_the_last_signatory_does_not_become_something_else(session, signatory):
    with pytest.raises(LastSignatory):
        change_role(session, signatory.memberships[0], by=signatory, role=VIEWER)


@pytest.mark.parametrize(("before", "after"), [(CONTRIBUTOR, SIGNATORY), (SIGNATORY, CONTRIBUTOR), (VIEWER, ADMINISTRATOR)])
def test_an_administrator_neither_gives_nor_takes_a_senior_role(session, make, business, signatory, before, after):
    administrator = make.member(business, ADMINISTRATOR)

    with pytest.raises(NotAllowed):
        change_role(session, make.member(business, before).memberships[0], by=administrator, role=after)
