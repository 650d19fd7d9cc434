import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core import clock
from app.core.errors import NotAllowed
from app.history.kinds import Kind
from app.history.models import Event
from app.operators.service import give_consent, withdraw_consent


def test_a_signatory_lets_the_world_read_of_the_business(session, make):
    operator = make.operator()

    give_consent(session, operator, by=make.signatory(operator))

    assert operator.public_since == clock.today()


def test_a_consent_is_withdrawn_at_once(session, make):
    operator = make.operator(public_since=clock.today())

    withdraw_consent(session, operator, by=make.signatory(operator))

    assert not operator.is_public
    assert session.scalars(select(Event).where(Event.kind == Kind.CONSENT_CHANGED)).one().facts == {"public": False}


def test_saying_again_what_holds_is_no_event(session, make):
    operator = make.operator()

    withdraw_consent(session, operator, by=make.signatory(operator))

    assert session.scalars(select(Event).where(Event.kind == Kind.CONSENT_CHANGED)).all() == []


@pytest.mark.parametrize("role", [role for role in MembershipRole if role is not MembershipRole.SIGNATORY])
def test_nobody_else_decides_on_it(session, make, role):
    operator = make.operator()

    with pytest.raises(NotAllowed):
        give_consent(session, operator, by=make.member(operator, role))
