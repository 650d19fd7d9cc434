import pytest
from sqlalchemy import select

from app.accounts.models import User
from app.accounts.words import MembershipRole
from app.alerts.models import Letter
from app.history.kinds import Kind
from app.history.models import Event
from app.operators.models import Operator

FORM = {
    "business": "Quay & Sons Ltd",
    "legal_form": "Ltd",
    "country": "ZZ",
    "tin": "zz 1234-567",
    "eori": "",
    "lei": "",
    "vat": "zz 999.888",
    "street": "1 Quay Road",
    "postcode": "1000",
    "city": "Exampleton",
    "name": "Ada Trader",
    "email": "Ada@Quay.example",
    "password": "four words put together",
    "form_id": "one-form",
}


def test_a_person_registers_the_business_and_is_its_signatory(client, session):
    answer = client.post("/account/register", data=FORM)

    assert answer.location == "/account/confirmation"
    person = session.scalars(select(User).where(User.email == "ada@quay.example")).one()
    business = session.scalars(select(Operator)).one()
    assert (business.tin, business.name) == ("ZZ1234567", "Quay & Sons Ltd")
    assert [one.value for one in business.identifiers] == ["ZZ999888"]
    assert person.role_in(business.id) is MembershipRole.SIGNATORY


def test_the_country_of_the_programme_is_chosen_already(client):
    assert '<option value="ZZ" selected' in client.get("/account/register").text


def test_a_short_password_is_told_together_with_what_else_is_wrong(client):
    text = client.post("/account/register", data=FORM | {"city": "", "password": "brokerpass"}).text

    assert 'href="#city"' in text
    assert 'href="#password"' in text


def test_the_letter_with_the_link_is_asked_for(client, session):
    client.post("/account/register", data=FORM)

    kinds = set(session.scalars(select(Event.kind)))
    assert {Kind.CONFIRMATION_ASKED, Kind.BUSINESS_REGISTERED} <= kinds


def test_one_letter_with_the_link_is_written(client, session, run_jobs):
    client.post("/account/register", data=FORM)

    run_jobs()

    assert [letter.address for letter in session.scalars(select(Letter))] == ["ada@quay.example"]


def test_the_trader_sees_nothing_before_the_address_is_confirmed(client, session):
    client.post("/account/register", data=FORM)

    assert client.get("/operator/people").location == "/account/confirmation"
    assert "ada@quay.example" in client.get("/account/confirmation").text


def test_a_registered_number_is_refused_without_saying_whose(client, make):
    make.operator(tin="ZZ1234567", name="Secret Business")

    page = client.post("/account/register", data=FORM).text

    assert "is registered" in page
    assert "Secret Business" not in page
    assert 'value="Quay &amp; Sons Ltd"' in page


def test_an_account_with_the_address_is_refused_at_the_address(client, make, session):
    make.user(email="ada@quay.example")

    page = client.post("/account/register", data=FORM).text

    assert 'href="#email"' in page
    assert session.scalars(select(Operator)).all() == []


def test_every_mistake_is_named_at_once(client):
    page = client.post("/account/register", data=FORM | {"tin": "12", "email": "ada", "city": ""}).text

    assert all(f'href="#{field}"' in page for field in ("tin", "email", "city"))
    assert 'value="12"' in page


def test_a_second_click_registers_nothing_twice(app, session):
    first, second = (app.test_client().post("/account/register", data=FORM) for _ in range(2))

    assert (first.location, second.location) == ("/account/confirmation", "/account/sign-in")
    assert len(session.scalars(select(Operator)).all()) == 1


def test_who_is_signed_in_registers_one_more_business(sign_in, make, session):
    person = make.signatory(make.operator())
    browser = sign_in(person)

    browser.post("/account/register", data=FORM)

    session.expire_all()
    assert len(person.current_memberships) == 2


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa", "trader-ada-quay-1"])
def test_a_password_that_is_easily_guessed_is_refused(client, session, weak):
    page = client.post("/account/register", data=FORM | {"password": weak, "email": "ada-quay@quay.example"}).text

    assert 'href="#password"' in page
    assert session.scalars(select(User)).all() == []


def test_an_officer_registers_no_business(sign_in, make):
    assert sign_in(make.case_officer()).get("/account/register").status_code == 403


def test_whose_address_is_not_confirmed_registers_no_second_business(client):
    client.post("/account/register", data=FORM)

    assert client.get("/account/register").location == "/account/confirmation"


def test_those_who_run_a_registered_business_are_told_that_somebody_asked(client, session, make, run_jobs):
    holder = make.signatory(make.operator(tin="ZZ1234567"))

    for _ in range(2):
        client.post("/account/register", data=FORM)
    run_jobs()

    letters = session.scalars(select(Letter)).all()
    assert [(one.kind.value, one.address) for one in letters] == [("registration_contested", holder.email)]
    assert session.scalars(select(User).where(User.email == "ada@quay.example")).all() == []


def test_a_number_somebody_registered_and_never_confirmed_is_free(client, app, session):
    client.post("/account/register", data=FORM)

    answer = app.test_client().post("/account/register", data=FORM | {"email": "bo@quay.example", "form_id": "another"})

    assert answer.location == "/account/confirmation"
    held = session.scalars(select(Operator).where(Operator.released_at.is_(None))).one()
    bo = session.scalars(select(User).where(User.email == "bo@quay.example")).one()
    assert bo.role_in(held.id) is MembershipRole.SIGNATORY
