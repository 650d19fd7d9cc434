import pytest

from app.accounts.service import EmailTaken, register, rename
from app.core.errors import Invalid, NotAllowed
from app.core.names import NoName
from app.history.kinds import Kind
from app.history.service import recorded

STRONG = "four words put together"


def test_a_person_comes_with_an_address_that_is_not_confirmed_yet(session):
    person = register(session, name=" Ada Trader ", email=" Ada@Example.com", password=STRONG)

    assert (person.name, person.email, person.email_confirmed_at) == ("Ada Trader", "ada@example.com", None)
    assert person.password_hash.startswith("$argon2id$")


def test_the_link_is_asked_for_in_the_history(session):
    person = register(session, name="Ada", email="ada@example.com", password=STRONG)

    (event,) = recorded(session)
    assert (event.kind, event.about_id, event.by_id) == (Kind.CONFIRMATION_ASKED, person.id, person.id)


def test_one_account_per_address(session, make):
    make.user(email="ada@example.com")

    with pytest.raises(EmailTaken):
        register(session, name="Ada", email="ADA@example.com", password=STRONG)


@pytest.mark.parametrize("email", ["", "ada", "ada@", "ada@example", "a b@example.com", "ädä@example.com"])
def test_what_is_no_address_is_refused(session, email):
    with pytest.raises(Invalid) as refused:
        register(session, name="Ada", email=email, password=STRONG)

    assert refused.value.field == "email"


@pytest.mark.parametrize("password", ["eleven char", "x" * 201, "abababababababab", "my-name-is-trader"])
def test_a_password_that_is_easily_guessed_is_refused(session, password):
    with pytest.raises(Invalid) as refused:
        register(session, name="Trader", email="trader@example.com", password=password)

    assert refused.value.field == "password"


def test_a_person_changes_the_own_name(session, make):
    person = make.user(name="Ada Maid")

    rename(session, person, by=person, name="Ada Wed")

    assert person.name == "Ada Wed"
    assert recorded(session)[0].facts == {"before": "Ada Maid", "after": "Ada Wed"}


def test_nobody_changes_the_name_of_another(session, make):
    with pytest.raises(NotAllowed):
        rename(session, make.user(), by=make.user(), name="Eve")


def test_a_person_is_not_called_like_an_address(session, make):
    ada = make.user()

    with pytest.raises(NoName):
        register(session, name="www.evil.example", email="eve@example.com", password=STRONG)
    with pytest.raises(NoName):
        rename(session, ada, by=ada, name="Ada\nYour access has ended")
