import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core import clock
from app.core.errors import Invalid, NotAllowed
from app.history.kinds import Kind
from app.history.models import Event
from app.operators.service import Closed, ElsewhereByCode, NameTaken, add_site, change_site, close_site

FACTS = {
    "name": "Harbour Road  warehouse",
    "street": "1 Harbour Road",
    "postcode": "1000",
    "city": "Exampleton",
    "country": "ZZ",
    "locode": "zz hrb",
    "site_class": "Stores / north@1",
    "roles": ["WHK", "FWD"],
    "modes": [],
    "contact_name": "Ada Gate",
    "contact_phone": "+99 555 0100",
}


def test_a_site_is_added_in_one_form_of_writing(session, make):
    operator = make.operator()

    site = add_site(session, operator, by=make.signatory(operator), **FACTS)

    assert (site.name, site.locode, site.roles) == ("Harbour Road warehouse", "ZZHRB", ["FWD", "WHK"])


def test_the_name_of_a_class_can_stand_in_an_address(session, make):
    operator = make.operator()

    site = add_site(session, operator, by=make.signatory(operator), **FACTS)

    assert site.site_class == "Stores north 1"


def test_two_open_sites_of_one_name_are_refused(session, make):
    operator = make.operator()
    make.site(operator, name="harbour road warehouse")

    with pytest.raises(NameTaken):
        add_site(session, operator, by=make.signatory(operator), **FACTS)


def test_the_name_of_a_closed_site_is_free(session, make):
    operator = make.operator()
    make.site(operator, name="Harbour Road warehouse", closed_on=clock.today())

    assert add_site(session, operator, by=make.signatory(operator), **FACTS).closed_on is None


def test_the_code_and_the_address_are_of_one_country(session, make):
    operator = make.operator()

    with pytest.raises(ElsewhereByCode) as refusal:
        add_site(session, operator, by=make.signatory(operator), **FACTS | {"locode": "NLRTM"})

    assert refusal.value.field == "locode"


def test_a_code_of_the_wrong_shape_is_refused(session, make):
    operator = make.operator()

    with pytest.raises(Invalid):
        add_site(session, operator, by=make.signatory(operator), **FACTS | {"locode": "ZZ"})


def test_names_and_telephones_of_people_stay_out_of_the_history(session, make):
    operator = make.operator()
    site = add_site(session, operator, by=make.signatory(operator), **FACTS)

    change_site(session, site, by=make.signatory(operator), **FACTS | {"contact_name": "Bo Gate", "city": "Sampleport"})

    event = session.scalars(select(Event).where(Event.kind == Kind.SITE_CHANGED)).one()
    assert event.facts["changed"] == {"city": ["Exampleton", "Sampleport"], "contact_name": []}


def test_a_closed_site_has_its_last_day(session, make):
    operator = make.operator()
    site = make.site(operator)

    close_site(session, site, by=make.signatory(operator))

    assert site.closed_on == clock.today()
    assert operator.open_sites == []


def test_a_closed_site_stays_as_it_was(session, make):
    operator = make.operator()
    site = make.site(operator, closed_on=clock.today())

    with pytest.raises(Closed):
        change_site(session, site, by=make.signatory(operator), **FACTS)


def test_a_contributor_changes_no_site(session, make):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        change_site(session, make.site(operator), by=make.member(operator, MembershipRole.CONTRIBUTOR), **FACTS)
