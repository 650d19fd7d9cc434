import pytest

from app.applications.answers import parse, typed
from app.applications.prefill import suggested
from app.applications.profile import profile_of
from app.applications.questionnaire import self_assessment
from app.core import clock
from app.operators.words import ContactPurpose


@pytest.fixture
def catalogue(make):
    return make.edition().catalogue


def test_the_details_of_registration_are_filled_in(make, catalogue):
    operator = make.operator(name="Northwind Ltd", street="1 Quay Road", postcode="1000", city="Exampleton")

    rows = suggested(catalogue.question["P.1.details"], profile_of(operator))

    assert (rows[0]["name"], rows[0]["address"]) == ("Northwind Ltd", "1 Quay Road, 1000 Exampleton")


def test_what_is_filled_in_can_be_saved_as_it_stands(make, catalogue):
    application = make.application()
    question, lists = catalogue.question["P.1.details"], self_assessment(application).lists
    known = suggested(question, profile_of(application.operator))

    assert parse(question, typed(question, known, lists), lists) == known


def test_the_numbers_are_filled_in_with_their_country(make, catalogue):
    operator = make.operator(tin="ZZ123")

    rows = suggested(catalogue.question["P.5.numbers"], profile_of(operator))

    assert rows == [{"kind": "tax", "number": "ZZ123", "country": "ZZ"}]


def test_each_open_site_is_a_row(make, catalogue):
    operator = make.operator()
    make.site(operator, name="Harbour")

    assert [row["name"] for row in suggested(catalogue.question["P.3.sites"], profile_of(operator))] == ["Harbour"]


def test_sites_sorted_before_are_filled_in_with_their_class(make, catalogue):
    operator = make.operator()
    depot, _ = make.site(operator, name="North", site_class="Depots"), make.site(operator, name="Office")

    rows = suggested(catalogue.question["P.3.classes"], profile_of(operator))

    assert rows == [{"site": str(depot.id), "site_class": "Depots"}]


def test_the_contacts_for_customs_are_the_persons_to_call(make, catalogue):
    operator = make.operator()
    make.contact(operator, name="Ines Calder")

    rows = suggested(catalogue.question["D.1.contacts"], profile_of(operator))

    assert [(row["function"], row["name"]) for row in rows] == [("responsible", "Ines Calder")]


def test_who_is_reached_at_any_hour_stands_at_each_site(make, catalogue):
    operator = make.operator()
    site = make.site(operator)
    make.contact(operator, name="Night desk", purpose=ContactPurpose.ROUND_THE_CLOCK)

    rows = suggested(catalogue.question["D.1.any_hour"], profile_of(operator))

    assert [(row["site"], row["name"]) for row in rows] == [(str(site.id), "Night desk")]


def test_a_consent_given_is_a_yes(make, catalogue):
    register = catalogue.question["P.4.register"]

    assert suggested(register, profile_of(make.operator(public_since=clock.today()))) == "yes"
    assert suggested(register, profile_of(make.operator())) is None


def test_where_nothing_is_on_file_nothing_is_filled_in(make, catalogue):
    assert suggested(catalogue.question["P.2.group"], profile_of(make.operator())) is None
    assert suggested(catalogue.question["P.3.sites"], profile_of(make.operator())) is None
