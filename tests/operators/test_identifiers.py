from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core import clock
from app.core.errors import Invalid, NotAllowed
from app.operators.models import Identifier
from app.operators.service import NumberTaken, add_identifier, end_identifier
from app.operators.words import Scheme


def test_a_number_is_kept_in_its_one_form_of_writing(session, make):
    operator = make.operator()

    identifier = add_identifier(session, operator, by=make.signatory(operator), scheme=Scheme.EORI, value="zz 123-456.789")

    assert identifier.value == "ZZ123456789"


@pytest.mark.parametrize(
    ("scheme", "value"), [(Scheme.EORI, "123"), (Scheme.LEI, "529900T8BM49AURSDO56"), (Scheme.LEI, "ABC"), (Scheme.VAT, "1")]
)
def test_a_number_of_the_wrong_shape_is_refused_at_its_field(session, make, scheme, value):
    operator = make.operator()

    with pytest.raises(Invalid) as refusal:
        add_identifier(session, operator, by=make.signatory(operator), scheme=scheme, value=value)

    assert refusal.value.field == "value"


def test_a_number_names_one_business(session, make):
    first, second = make.operator(), make.operator()
    add_identifier(session, first, by=make.signatory(first), scheme=Scheme.VAT, value="ZZ123456789")

    with pytest.raises(NumberTaken):
        add_identifier(session, second, by=make.signatory(second), scheme=Scheme.VAT, value="ZZ123456789")


def test_a_number_that_ended_can_be_anothers(session, make):
    first, second = make.operator(), make.operator()
    identifier = add_identifier(session, first, by=make.signatory(first), scheme=Scheme.VAT, value="ZZ123456789")
    identifier.valid_from = clock.today() - timedelta(days=9)
    end_identifier(session, identifier, by=make.signatory(first))

    add_identifier(session, second, by=make.signatory(second), scheme=Scheme.VAT, value="ZZ123456789")

    assert identifier.valid_to == clock.today()


def test_a_slip_of_the_same_day_never_was(session, make):
    operator = make.operator()
    identifier = add_identifier(session, operator, by=make.signatory(operator), scheme=Scheme.VAT, value="ZZ123456789")

    end_identifier(session, identifier, by=make.signatory(operator))
    session.flush()

    assert session.scalars(select(Identifier)).all() == []


def test_a_contributor_adds_no_number(session, make):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        add_identifier(
            session, operator, by=make.member(operator, MembershipRole.CONTRIBUTOR), scheme=Scheme.VAT, value="ZZ12345"
        )
