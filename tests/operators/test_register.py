import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core.errors import Invalid, NotAllowed
from app.core.names import NoName
from app.history.kinds import Kind
from app.history.service import recorded
from app.operators.models import Operator
from app.operators.service import AlreadyRegistered, register
from app.operators.words import Scheme

FACTS = {
    "name": " Quay & Sons ",
    "legal_form": "Ltd",
    "country": "zz",
    "tin": "zz 12-34",
    "street": "1 Quay Road",
    "postcode": "1000",
    "city": "Exampleton",
    "numbers": {},
}
LEI = "5493001KJTIIGC8Y1R12"


def test_a_business_comes_with_its_numbers_in_one_form(session, make):
    business = register(session, by=make.user(), **FACTS | {"numbers": {Scheme.LEI: f" {LEI.lower()}", Scheme.EORI: ""}})

    assert (business.tin, business.name, business.country) == ("ZZ1234", "Quay & Sons", "ZZ")
    assert [(one.scheme, one.value) for one in business.identifiers] == [(Scheme.LEI, LEI)]


def test_whoever_registers_is_the_first_signatory(session, make):
    person = make.user()

    business = register(session, by=person, **FACTS)

    assert person.role_in(business.id) is MembershipRole.SIGNATORY
    (event,) = recorded(session)
    assert (event.kind, event.operator_id, event.by_id) == (Kind.BUSINESS_REGISTERED, business.id, person.id)


def test_an_officer_registers_none(session, make):
    with pytest.raises(NotAllowed):
        register(session, by=make.case_officer(), **FACTS)


def test_a_trader_number_is_registered_once(session, make):
    make.operator(tin="ZZ1234")

    with pytest.raises(AlreadyRegistered):
        register(session, by=make.user(), **FACTS)


def test_another_number_is_registered_once(session, make):
    register(session, by=make.user(), **FACTS | {"numbers": {Scheme.VAT: "ZZ999"}})

    with pytest.raises(AlreadyRegistered) as refused:
        register(session, by=make.user(), **FACTS | {"tin": "ZZ5678", "numbers": {Scheme.VAT: "zz-999"}})

    assert "Quay" not in str(refused.value)


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("tin", {"tin": "1234"}),
        ("country", {"country": "QQ"}),
        ("lei", {"numbers": {Scheme.LEI: LEI[:-1] + "3"}}),
        ("eori", {"numbers": {Scheme.EORI: "GB12"}}),
        ("vat", {"numbers": {Scheme.VAT: "1"}}),
    ],
)
def test_a_number_with_a_mistake_is_refused_by_its_name(session, make, field, facts):
    with pytest.raises(Invalid) as refused:
        register(session, by=make.user(), **FACTS | facts)

    assert refused.value.field == field
    assert session.scalars(select(Operator)).all() == []


def test_a_name_that_is_an_address_is_refused(session, make):
    with pytest.raises(NoName) as refused:
        register(session, by=make.user(), **FACTS | {"name": "Prizes at https://evil.example"})

    assert refused.value.field == "business"
