import pytest

from app.accounts.models import Membership
from app.accounts.words import MembershipRole


def test_a_person_sees_what_the_portal_knows(sign_in, trader):
    page = sign_in(trader).get("/account/profile").text

    assert all(text in page for text in ("Ada Trader", "ada@example.com", "signatory"))


def test_an_officer_sees_the_roles(sign_in, officer):
    page = sign_in(officer).get("/account/profile").text

    assert "Case officer" in page
    assert "Remove the second factor" not in page


def test_a_person_changes_the_own_name(sign_in, session, trader):
    sign_in(trader).post("/account/profile/name", data={"name": "Ada Wed"})

    session.refresh(trader)
    assert trader.name == "Ada Wed"


def test_a_name_is_needed(sign_in, trader):
    assert 'href="#name"' in sign_in(trader).post("/account/profile/name", data={"name": ""}).text


@pytest.mark.parametrize("page", ["profile", "profile/name", "businesses", "confirmation", "password"])
def test_nobody_sees_an_account_without_signing_in(client, page):
    assert client.get(f"/account/{page}").location == f"/account/sign-in?next=/account/{page}"


def test_a_person_of_two_businesses_chooses(sign_in, make, trader):
    other = make.operator(name="Other Business")
    make.keep(Membership(user_id=trader.id, operator_id=other.id, role=MembershipRole.VIEWER))
    browser = sign_in(trader)
    assert "Other Business" in browser.get("/account/businesses").text

    browser.post(f"/account/businesses/{other.id}")

    assert "Who works for Other Business" in browser.get("/operator/people").text


def test_nobody_chooses_a_business_of_others(sign_in, make, trader):
    assert sign_in(trader).post(f"/account/businesses/{make.operator().id}").status_code == 403


def test_who_works_for_no_business_is_told_so(sign_in, make):
    assert "You work for no business" in sign_in(make.user()).get("/account/businesses").text
