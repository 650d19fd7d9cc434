from datetime import timedelta

import pytest

from app.accounts.models import Invitation, Membership
from app.accounts.words import InvitationState, OfficerRole
from app.core import clock
from app.core.errors import Invalid, NotAllowed, WrongState
from app.core.isolation import PUBLIC, SYSTEM, enter, scope_of
from app.history.kinds import Kind
from app.history.service import recorded
from app.operators.models import Identifier
from app.operators.service import AlreadyRegistered, contest, drop_unconfirmed, register, release
from app.operators.words import Scheme
from tests.operators.test_register import FACTS, LEI

SHOWN = "An extract of the register."


@pytest.fixture
def squatter(make):
    return make.user()


@pytest.fixture
def held(session, squatter):
    """Registered by somebody whose address is confirmed."""
    return register(session, by=squatter, **FACTS | {"numbers": {Scheme.LEI: LEI}})


@pytest.fixture
def unconfirmed(session, make):
    return register(session, by=make.user(email_confirmed_at=None), **FACTS | {"numbers": {Scheme.LEI: LEI}})


def test_a_registration_nobody_confirmed_gives_way(session, make, unconfirmed):
    enter(session, PUBLIC)

    business = register(session, by=make.user(), **FACTS)

    assert scope_of(session).operators == {business.id}
    enter(session, SYSTEM)
    assert business.tin == unconfirmed.tin
    assert unconfirmed.released_at
    kinds = [event.kind for event in recorded(session)]
    assert kinds == [Kind.BUSINESS_REGISTERED, Kind.BUSINESS_RELEASED, Kind.BUSINESS_REGISTERED]


def test_it_gives_way_for_any_of_its_numbers(session, make, unconfirmed):
    register(session, by=make.user(), **FACTS | {"tin": "ZZ5678", "numbers": {Scheme.LEI: LEI}})

    assert unconfirmed.released_at


def test_a_confirmed_one_does_not(session, make, held):
    with pytest.raises(AlreadyRegistered):
        register(session, by=make.user(), **FACTS)

    assert held.released_at is None


def test_those_who_run_it_are_told_once_a_day_that_somebody_asked(session, make, held):
    enter(session, PUBLIC)
    for hours in (0, 1, 25):
        with clock.at(clock.now() + timedelta(hours=hours)):
            contest(session, FACTS["tin"], {Scheme.EORI: ""})

    told = [event for event in recorded(session) if event.kind is Kind.REGISTRATION_CONTESTED]
    assert [(event.operator_id, event.by_id, event.facts) for event in told] == [(held.id, None, {})] * 2


def test_a_case_officer_sets_the_numbers_free(session, make, held, squatter):
    invitation = make.invitation(held, by=squatter)

    release(session, held, by=make.case_officer(), reason=SHOWN)

    register(session, by=make.user(), **FACTS | {"numbers": {Scheme.LEI: LEI}})
    session.expire_all()
    assert [one.is_current for one in squatter.memberships] == [False]
    assert session.get(Invitation, invitation.id).state is InvitationState.WITHDRAWN


def test_a_number_it_had_for_long_stays_findable(session, make, held):
    (number,) = held.identifiers
    number.valid_from = clock.today() - timedelta(days=400)

    release(session, held, by=make.case_officer(), reason=SHOWN)

    assert session.get(Identifier, number.id).valid_to == clock.today()


@pytest.mark.parametrize("role", [role for role in OfficerRole if role is not OfficerRole.CASE_OFFICER])
def test_nobody_else_does(session, make, held, role):
    with pytest.raises(NotAllowed):
        release(session, held, by=make.officer(role), reason=SHOWN)


def test_its_own_signatory_does_not(session, held, squatter):
    with pytest.raises(NotAllowed):
        release(session, held, by=squatter, reason=SHOWN)


def test_it_is_released_once_and_with_a_reason(session, make, held):
    officer = make.case_officer()
    with pytest.raises(Invalid):
        release(session, held, by=officer, reason=" ")
    release(session, held, by=officer, reason=SHOWN)

    with pytest.raises(WrongState):
        release(session, held, by=officer, reason=SHOWN)


def test_what_nobody_confirmed_is_given_up_when_the_links_are_dead(session, make, unconfirmed):
    confirmed = make.operator(registered_at=clock.now() - timedelta(days=30))
    make.keep(Membership(user_id=make.user().id, operator_id=confirmed.id, role="signatory"))

    drop_unconfirmed(session)
    assert unconfirmed.released_at is None

    with clock.at(clock.now() + timedelta(days=9)):
        drop_unconfirmed(session)
    assert unconfirmed.released_at
    assert confirmed.released_at is None
