import re

import pytest
from sqlalchemy import select

from app.accounts.models import Invitation
from app.accounts.words import InvitationState, MembershipRole
from app.core import clock

ROLES = list(MembershipRole)


@pytest.fixture
def business(make):
    return make.operator()


@pytest.fixture
def signatory(make, business):
    return make.signatory(business, name="Ada Trader")


def invitation_to(email="bo@example.com", role="contributor"):
    return {"name": "Bo Clerk", "email": email, "role": role, "form_id": email}


def test_everybody_of_the_business_sees_who_works_for_it(sign_in, make, business, signatory):
    viewer = make.member(business, MembershipRole.VIEWER)

    page = sign_in(viewer).get("/operator/people").text

    assert "Ada Trader" in page
    assert "Invite a colleague" not in page


def test_people_of_other_businesses_are_not_shown(sign_in, make, signatory):
    stranger = make.signatory(make.operator(), name="Eve Elsewhere")

    assert "Eve Elsewhere" not in sign_in(signatory).get("/operator/people").text
    membership = stranger.memberships[0]
    assert sign_in(signatory).get(f"/operator/people/{membership.id}/end").status_code == 404


def test_a_signatory_invites_a_colleague(sign_in, session, business, signatory):
    browser = sign_in(signatory)

    answer = browser.post("/operator/people/invite", data=invitation_to("Bo@Example.com"))

    assert answer.location == "/operator/people"
    invitation = session.scalars(select(Invitation)).one()
    assert (invitation.operator_id, invitation.email) == (business.id, "bo@example.com")
    assert "Bo Clerk" in browser.get("/operator/people").text


def test_each_role_is_explained_where_it_is_given(sign_in, signatory):
    page = sign_in(signatory).get("/operator/people/invite").text

    assert re.search(r"<legend[^>]*>\s*Role\s*</legend>", page)
    assert "Reads everything, changes nothing" in page


def test_the_same_page_sent_twice_invites_once(sign_in, session, signatory):
    browser = sign_in(signatory)

    browser.post("/operator/people/invite", data=invitation_to())
    answer = browser.post("/operator/people/invite", data=invitation_to())

    assert answer.location == "/operator/people"
    assert len(session.scalars(select(Invitation)).all()) == 1


def test_a_second_invitation_of_an_address_is_refused_at_the_address(sign_in, signatory):
    browser = sign_in(signatory)
    browser.post("/operator/people/invite", data=invitation_to())

    page = browser.post("/operator/people/invite", data=invitation_to() | {"form_id": "another"}).text

    assert 'href="#email"' in page
    assert 'value="bo@example.com"' in page


def test_an_administrator_cannot_choose_what_only_a_signatory_gives(sign_in, make, business):
    administrator = make.member(business, MembershipRole.ADMINISTRATOR)

    page = sign_in(administrator).post("/operator/people/invite", data=invitation_to(role="signatory")).text

    assert "Choose one from the list" in page


@pytest.mark.parametrize("role", [MembershipRole.CONTRIBUTOR, MembershipRole.VIEWER])
def test_others_invite_nobody(sign_in, make, business, role):
    browser = sign_in(make.member(business, role))

    assert browser.get("/operator/people/invite").status_code == 403
    assert browser.post("/operator/people/invite", data=invitation_to()).status_code == 403


def test_an_invitation_is_withdrawn(sign_in, session, signatory):
    browser = sign_in(signatory)
    browser.post("/operator/people/invite", data=invitation_to())
    invitation = session.scalars(select(Invitation)).one()

    browser.post(f"/operator/invitations/{invitation.id}/withdraw")

    session.expire_all()
    assert invitation.state is InvitationState.WITHDRAWN


def test_access_ends_only_after_the_question(sign_in, session, make, business, signatory):
    colleague = make.member(business, name="Bo Clerk")
    membership, browser = colleague.memberships[0], sign_in(signatory)

    assert "End the access of Bo Clerk" in browser.get(f"/operator/people/{membership.id}/end").text
    assert colleague.current_memberships
    browser.post(f"/operator/people/{membership.id}/end")

    session.expire_all()
    assert membership.until_on == clock.today()


def test_whose_access_has_ended_sees_nothing_more(sign_in, make, business, signatory):
    colleague = make.member(business)
    browser = sign_in(colleague)
    assert browser.get("/operator/people").status_code == 200

    sign_in(signatory).post(f"/operator/people/{colleague.memberships[0].id}/end")

    assert browser.get("/operator/people").status_code == 403


def test_the_last_signatory_cannot_leave(sign_in, signatory):
    page = sign_in(signatory).post(f"/operator/people/{signatory.memberships[0].id}/end").text

    assert "last signatory" in page


def test_a_role_is_changed(sign_in, session, make, business, signatory):
    colleague = make.member(business)

    sign_in(signatory).post(f"/operator/people/{colleague.memberships[0].id}/role", data={"role": "administrator"})

    session.expire_all()
    assert colleague.role_in(business.id) is MembershipRole.ADMINISTRATOR


def test_an_administrator_does_not_change_a_signatory(sign_in, make, business, signatory):
    administrator = make.member(business, MembershipRole.ADMINISTRATOR)

    answer = sign_in(administrator).post(f"/operator/people/{signatory.memberships[0].id}/role", data={"role": "viewer"})

    assert answer.status_code == 403


def test_an_invitation_of_another_business_is_not_there(sign_in, session, make, signatory):
    other = make.signatory(make.operator())
    sign_in(other).post("/operator/people/invite", data=invitation_to())
    invitation = session.scalars(select(Invitation)).one()

    assert sign_in(signatory).post(f"/operator/invitations/{invitation.id}/withdraw").status_code == 404


def test_a_long_list_takes_no_more_queries(sign_in, make, business, signatory, queries):
    for _ in range(20):
        make.member(business)
        make.invitation(business, by=signatory)
    browser = sign_in(signatory)
    queries.clear()

    browser.get("/operator/people")

    assert 0 < len(queries) <= 15
