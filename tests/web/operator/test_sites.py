import pytest
from sqlalchemy import select

from app.core import clock
from app.operators.models import Site


@pytest.fixture
def business(make):
    return make.operator()


@pytest.fixture
def browser(sign_in, make, business):
    return sign_in(make.signatory(business))


def facts(**values):
    return {
        "form_id": "one",
        "name": "Harbour Road warehouse",
        "street": "1 Harbour Road",
        "postcode": "1000",
        "city": "Exampleton",
        "country": "ZZ",
        "locode": "ZZ HRB",
        "roles": ["WHK"],
    } | values


def test_a_site_is_added(browser, session):
    answer = browser.post("/operator/business/sites/new", data=facts())

    assert answer.status_code == 303
    assert session.scalars(select(Site)).one().locode == "ZZHRB"
    assert "Harbour Road warehouse" in browser.get("/operator/business").text


def test_a_double_click_adds_one(browser, session):
    browser.post("/operator/business/sites/new", data=facts())
    browser.post("/operator/business/sites/new", data=facts(name="Again"))

    assert [site.name for site in session.scalars(select(Site))] == ["Harbour Road warehouse"]


def test_a_wrong_code_is_refused_at_its_field(browser, session):
    page = browser.post("/operator/business/sites/new", data=facts(locode="HARBOUR")).text

    assert "Enter the UN/LOCODE of the place" in page
    assert 'value="HARBOUR"' in page
    assert session.scalars(select(Site)).all() == []


def test_what_is_missing_is_named(browser):
    page = browser.post("/operator/business/sites/new", data=facts(name="", city="")).text

    assert "Enter a name for the site" in page
    assert "Enter the town or city" in page


def test_a_site_is_changed(browser, session, make, business):
    site = make.site(business)

    browser.post(f"/operator/business/sites/{site.id}", data=facts(version=1, site_class="Depots"))

    session.expire_all()
    assert (site.name, site.site_class) == ("Harbour Road warehouse", "Depots")


def test_a_stale_page_shows_both(browser, session, make, business):
    site = make.site(business)
    site.city = "Theirsham"
    session.commit()

    answer = browser.post(f"/operator/business/sites/{site.id}", data=facts(version=1, city="Mineham"))

    assert answer.status_code == 409
    assert "Theirsham" in answer.text
    assert 'value="Mineham"' in answer.text


def test_a_site_is_closed_after_a_question(browser, session, make, business):
    site = make.site(business)

    assert "cannot be opened again" in browser.get(f"/operator/business/sites/{site.id}/close").text
    browser.post(f"/operator/business/sites/{site.id}/close")

    session.expire_all()
    assert site.closed_on == clock.today()
    assert "can no longer be changed" in browser.get(f"/operator/business/sites/{site.id}").text


def test_a_closed_site_cannot_be_changed(browser, make, business):
    site = make.site(business, closed_on=clock.today())

    assert browser.post(f"/operator/business/sites/{site.id}", data=facts(version=1)).status_code == 409


def test_a_site_of_another_business_is_not_there(browser, make):
    site = make.site(make.operator())

    assert browser.get(f"/operator/business/sites/{site.id}").status_code == 404
