from datetime import date

from app.applications.profile import applicant_of, look_back, profile_of
from app.core import clock


def test_the_profile_can_be_stored_as_it_is(make):
    import json

    operator = make.operator()
    make.site(operator)
    make.contact(operator)

    assert json.loads(json.dumps(profile_of(operator)))["sites"][0]["name"] == "Main site"


def test_a_closed_site_asks_nothing(make):
    operator = make.operator()
    make.site(operator, closed_on=clock.today())

    assert applicant_of(profile_of(operator), "c").sites == ()


def test_a_site_without_roles_of_its_own_has_those_of_the_business(make):
    operator = make.operator(roles=["FWD"])
    make.site(operator, name="Store", roles=["WHK"])
    make.site(operator, name="Yard")

    applicant = applicant_of(profile_of(operator), "c")

    assert [site.roles for site in applicant.sites] == [frozenset({"WHK"}), None]


def test_sites_of_one_class_are_asked_together(make):
    operator = make.operator()
    for name in ("North", "South"):
        make.site(operator, name=name, site_class="Depots")

    assert list(applicant_of(profile_of(operator), "c").classes) == ["Depots"]


def test_the_age_is_counted_to_the_day_of_the_profile(make):
    operator = make.operator(established_on=date(2024, 11, 24))

    profile = profile_of(operator) | {"taken_on": "2026-11-24"}

    assert 1.99 < applicant_of(profile, "c").registered_years < 2.01


def test_an_unknown_age_stays_unknown(make):
    assert applicant_of(profile_of(make.operator(established_on=None)), "c").registered_years is None


def test_a_leap_day_looks_back_to_a_day_there_is():
    assert look_back({"taken_on": "2028-02-29"}) == date(2025, 2, 28)
