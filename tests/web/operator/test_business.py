import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core import clock
from app.operators.models import Contact, Identifier, Operator


@pytest.fixture
def business(make):
    return make.operator(name="Northwind Forwarding Ltd", people=35)


@pytest.fixture
def browser(sign_in, make, business):
    return sign_in(make.signatory(business))


def details(business, **values):
    return {
        "version": business.version,
        "name": business.name,
        "legal_form": "Ltd",
        "street": "1 Quay Road",
        "postcode": "1000",
        "city": "Exampleton",
        "country": "ZZ",
        "people": "35",
    } | values


def stored(session, business):
    session.expire_all()
    return session.scalars(select(Operator).where(Operator.id == business.id)).one()


def test_everybody_of_the_business_reads_what_it_says_of_itself(sign_in, make, business):
    page = sign_in(make.member(business, MembershipRole.VIEWER)).get("/operator/business").text

    assert "Northwind Forwarding Ltd" in page
    assert "/operator/business/details" not in page


@pytest.mark.parametrize("page", ["details", "roles", "consent", "identifiers/new", "contacts/new", "sites/new"])
def test_a_viewer_may_not_change_it(sign_in, make, business, page):
    assert sign_in(make.member(business, MembershipRole.VIEWER)).get(f"/operator/business/{page}").status_code == 403


@pytest.mark.parametrize("page", ["details", "roles", "consent", "identifiers/new", "contacts/new", "sites/new"])
def test_every_form_can_be_opened(browser, page):
    assert browser.get(f"/operator/business/{page}").status_code == 200


def test_the_details_are_changed(browser, session, business):
    answer = browser.post("/operator/business/details", data=details(business, people="12"))

    assert answer.status_code == 303
    assert stored(session, business).people == 12


def test_a_mistake_names_its_field_and_keeps_the_rest(browser, session, business):
    page = browser.post("/operator/business/details", data=details(business, name="New Name", people="many")).text

    assert "Write a whole number, like 12" in page
    assert "Write how many people work there" not in page
    assert 'value="New Name"' in page
    assert stored(session, business).name == "Northwind Forwarding Ltd"


def test_what_the_programme_refuses_stands_at_its_field(browser, business):
    tomorrow = {"established_on": ["1", "1", str(clock.today().year + 1)]}

    page = browser.post("/operator/business/details", data=details(business, **tomorrow)).text

    assert "cannot lie ahead" in page
    assert "#established_on-day" in page


def test_a_stale_page_shows_both_and_loses_nothing(browser, session, make, business):
    data = details(business, name="Mine Ltd")
    business.name = "Theirs Ltd"
    session.commit()

    answer = browser.post("/operator/business/details", data=data)

    assert answer.status_code == 409
    assert "Theirs Ltd" in answer.text
    assert 'value="Mine Ltd"' in answer.text


def test_sent_again_mine_replaces_theirs(browser, session, business):
    business.name = "Theirs Ltd"
    session.commit()

    browser.post("/operator/business/details", data=details(business, name="Mine Ltd"))

    assert stored(session, business).name == "Mine Ltd"


def test_roles_and_modes_are_chosen(browser, session, business):
    browser.post("/operator/business/roles", data={"version": business.version, "roles": ["EXP", "BRK"], "modes": ["road"]})

    assert stored(session, business).roles == ["EXP", "BRK"]


def test_a_role_nobody_offered_is_refused(browser, session, business):
    page = browser.post("/operator/business/roles", data={"version": business.version, "roles": ["KING"]}).text

    assert "There is a problem" in page
    assert stored(session, business).roles == ["FWD"]


def test_no_role_is_refused(browser, business):
    page = browser.post("/operator/business/roles", data={"version": business.version, "modes": ["road"]}).text

    assert "Choose at least one role" in page


def test_consent_holds_from_now_on(browser, session, business):
    browser.post("/operator/business/consent", data={"version": business.version, "public": "yes"})

    assert stored(session, business).is_public


def test_an_administrator_does_not_decide_on_it(sign_in, make, session, business):
    administrator = sign_in(make.member(business, MembershipRole.ADMINISTRATOR))

    assert administrator.post("/operator/business/consent", data={"public": "yes"}).status_code == 403
    assert not stored(session, business).is_public


def test_a_number_is_added_once(browser, session):
    data = {"form_id": "one", "scheme": "vat", "value": "ZZ 123 456"}

    browser.post("/operator/business/identifiers/new", data=data)
    second = browser.post("/operator/business/identifiers/new", data=data | {"value": "ZZ999999"})

    assert second.status_code == 303
    assert [one.value for one in session.scalars(select(Identifier))] == ["ZZ123456"]


def test_a_wrong_number_is_refused_at_its_field(browser):
    page = browser.post("/operator/business/identifiers/new", data={"form_id": "one", "scheme": "lei", "value": "ABC"}).text

    assert "An LEI has 20 characters" in page
    assert 'value="ABC"' in page


def test_a_number_is_ended_after_a_question(browser, session, business):
    browser.post("/operator/business/identifiers/new", data={"form_id": "one", "scheme": "vat", "value": "ZZ123456"})
    number = session.scalars(select(Identifier)).one()

    asked = browser.get(f"/operator/business/identifiers/{number.id}/end")
    browser.post(f"/operator/business/identifiers/{number.id}/end")

    assert "no longer yours" in asked.text
    assert "ZZ123456" not in browser.get("/operator/business").text


def test_a_contact_is_added_changed_and_removed(browser, session):
    data = {"form_id": "one", "name": "Ines Calder", "purpose": "customs", "email": "ines@example.com"}
    browser.post("/operator/business/contacts/new", data=data)
    contact = session.scalars(select(Contact)).one()

    browser.post(f"/operator/business/contacts/{contact.id}", data=data | {"version": 1, "name": "Bo Desk"})
    session.expire_all()
    changed = contact.name
    browser.post(f"/operator/business/contacts/{contact.id}/remove")

    assert changed == "Bo Desk"
    session.expire_all()
    assert session.scalars(select(Contact)).all() == []


def test_a_contact_without_a_way_to_reach_it_is_refused(browser):
    page = browser.post("/operator/business/contacts/new", data={"form_id": "one", "name": "Ines", "purpose": "customs"}).text

    assert "Give an e-mail address or a telephone number" in page
    assert 'value="Ines"' in page


def test_a_stale_contact_shows_both(browser, session, make, business):
    contact = make.contact(business)
    contact.name = "Theirs"
    session.commit()
    data = {"version": 1, "name": "Mine", "purpose": "customs", "email": "ines@example.com", "phone": "+99 555 0117"}

    answer = browser.post(f"/operator/business/contacts/{contact.id}", data=data)

    assert answer.status_code == 409
    assert "Theirs" in answer.text


@pytest.mark.parametrize("path", ["contacts/{}", "contacts/{}/remove"])
def test_a_contact_of_another_business_is_not_there(browser, make, path):
    other = make.contact(make.operator())

    assert browser.get(f"/operator/business/{path.format(other.id)}").status_code == 404
