"""Countries are read by their names, the programme's own as its rules call it."""

import pytest

from app.config import Settings
from app.operators.stationery import addressee
from app.portal import create_app
from app.programme import countries
from app.programme.rules import rules


@pytest.mark.parametrize(("code", "name"), [("ZZ", "Example Country"), ("FR", "France"), ("XK", "Kosovo"), ("QQ", "QQ")])
def test_a_country_is_read_by_its_name(code, name):
    assert countries.name(code) == name


def test_the_programmes_own_country_is_named_by_its_rules():
    assert countries.names()[rules().country] == rules().country_name


def test_an_address_ends_with_the_name_of_the_country(make):
    business = make.operator(country="ZZ")

    assert business.address == "1 Quay Road, 1000 Exampleton, Example Country"
    assert make.site(business, country="NL").address == "1 Quay Road, 1000 Exampleton, Netherlands"
    assert addressee(business).lines[-1] == "Example Country"


def test_pages_name_the_office_of_the_country(country, database):
    country("quay", office="Office of Quays")

    page = create_app(Settings(DATABASE_URL=database)).test_client().get("/signin").text

    assert "Example Customs, Office of Quays" in page
