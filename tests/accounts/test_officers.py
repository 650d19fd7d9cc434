import pytest

from app.accounts.service import EmailTaken, create_officer
from app.accounts.words import OfficerRole
from app.core.errors import NotAllowed
from app.history.kinds import Kind
from app.history.service import recorded

ROLES = [OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR]


def create(session, by=None, email="Cara@Customs.example"):
    return create_officer(session, by=by, name="Cara Case", email=email, roles=ROLES, office="Port of Example")


def test_an_officer_comes_without_a_password(session):
    officer = create(session)

    assert officer.email == "cara@customs.example"
    assert officer.officer_roles == frozenset(ROLES)
    assert officer.password_hash is None


def test_the_history_tells_the_roles(session):
    create(session)

    (event,) = recorded(session)
    assert (event.kind, event.by_id) == (Kind.OFFICER_CREATED, None)
    assert event.facts == {"roles": ["auditor", "case_officer"]}


def test_an_administrator_creates_officers(session, make):
    assert create(session, by=make.officer(OfficerRole.ADMINISTRATOR)).is_officer


@pytest.mark.parametrize("role", [role for role in OfficerRole if role is not OfficerRole.ADMINISTRATOR])
def test_no_other_officer_does(session, make, role):
    with pytest.raises(NotAllowed):
        create(session, by=make.officer(role))


def test_an_officer_has_an_account_of_their_own(session, make):
    make.user(email="cara@customs.example")

    with pytest.raises(EmailTaken):
        create(session)
