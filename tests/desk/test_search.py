"""One box that finds a business by whatever an officer has at hand."""

import pytest

from app.applications.states import State
from app.core import clock
from app.desk.search import find_operators
from app.operators.models import Identifier
from app.operators.words import Scheme


@pytest.fixture
def tern(make):
    operator = make.operator(name="Tern Harbour Łódź Terminals", tin="ZZ1000000004", city="Eastport")
    make.signatory(operator, name="Ines Calder", email="ines@tern.example")
    make.keep(Identifier(operator_id=operator.id, scheme=Scheme.EORI, value="ZZ800000004"))
    case = make.application(operator, state=State.SUBMITTED, reference="AEO-2026-000042")
    make.site(operator, name="North Quay", city="Kessel")
    make.site(operator, name="Old Store", city="Brackwater", closed_on=clock.today())
    make.finding(case, reference="F-2026-000005")
    make.incident(operator, reference="I-2026-000046")
    make.audit(case, reference="V-2026-000007")
    make.operator(name="Harbour Brokers", tin="ZZ2000000000")
    return operator


@pytest.mark.parametrize(
    "text",
    [
        "tern harb",
        "HARBOUR TERN",
        "lodz",
        "Łódź",
        "ZZ1000000004",
        "zz 1000-000004",
        "ZZ10000",
        "ZZ800000004",
        "AEO-2026-000042",
        "aeo2026000042",
        "000042",
        "calder",
        "1000000004",
        "F-2026-000005",
        "i2026000046",
        "V-2026-000007",
        "kessel",
        "Eastport",
        "ines@tern.example",
    ],
)
def test_a_business_is_found_by(session, make, tern, text):
    assert session.scalars(find_operators(make.case_officer(), text)).all() == [tern]


@pytest.mark.parametrize(
    "text", ["arbour tern", "tern brokers", "ZZ1000000005", "%", ".*", "(", "\\", "042", "Brackwater", "0000004"]
)
def test_nothing_is_found_by(session, make, tern, text):
    assert session.scalars(find_operators(make.case_officer(), text)).all() == []


def test_without_a_text_everybody_is_listed_by_name(session, make, tern):
    names = [one.name for one in session.scalars(find_operators(make.case_officer(), " "))]

    assert names == ["Harbour Brokers", "Tern Harbour Łódź Terminals"]


def test_who_bears_the_number_comes_first(session, make):
    make.operator(name="ZZ10 Anchors", tin="ZZ3000000000")
    bearer = make.operator(name="Zebra", tin="ZZ1012345678")

    assert session.scalars(find_operators(make.case_officer(), "ZZ10")).first() == bearer


def test_a_trader_finds_only_its_own_business(session, make, tern):
    assert session.scalars(find_operators(make.signatory(make.operator()), "tern")).all() == []
