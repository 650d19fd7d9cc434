"""Every page of every role, in a real browser: axe finds nothing, and nothing stands out of a small screen."""

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.config import Settings
from app.core.isolation import SYSTEM, enter
from app.operators.models import Operator
from tests.chromium import chromium, window  # noqa: F401  a fixture
from tests.house.looking import Found, Novelties, listening, look, put_on
from tests.house.pages import criteria, filled, looked_at, questions, signatory, with_a_code
from tests.makers import Maker
from tests.statements import statements

CUSTOMS = ("officer", "auditor", "decider", "manager", "admin")
STATES = (49, 4, 2, 6, 12, 17, 19, 26, 30, 33, 37, 39, 42, 45, 52)  # of the sixty: one in each state of the programme
AT_MOST = 15  # statements to the database
ROLES = ("anybody", "signatory", "contributor", *CUSTOMS, "others")


@pytest.fixture(scope="module")
def demo(server, demonstration):
    """The portal as a demonstration has it: with its mailbox, its accounts and its banner."""
    from app.extensions import db
    from app.portal import create_app

    server.drop_database("aeo_looked_at")
    server.create_database("aeo_looked_at", template=demonstration)
    app = create_app(Settings(PORTAL_MODE="demo", DATABASE_URL=server.url("aeo_looked_at")))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def told(demo):
    """A session of the system on what is shown."""
    engine = create_engine(demo.config["SQLALCHEMY_ENGINES"]["default"]["url"])
    with Session(engine) as session:
        enter(session, SYSTEM)
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def client_of(demo, told):
    """A browser without eyes, in which the person with this address has signed in."""

    def signed_in(email):
        client = demo.test_client()
        user = told.scalars(select(User).where(User.email == email)).one()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = Maker(told).signed_in(user)
            cookie["_fresh"] = True
        return client

    return signed_in


@pytest.fixture(scope="module")
def visits(demo, told, client_of):
    """`visits(role)`: who asks for which addresses."""

    def addresses(door, operator_id=None):
        found = (filled(told, rule, operator_id) for rule in looked_at(demo, door))
        return [one for one in found if one]

    def business(number):
        return told.scalars(select(Operator).where(Operator.tin == f"ZZ1{number:09}")).one()

    def visit(role):
        northwind, customs = business(1), client_of("officer@customs.example")
        if role == "anybody":
            yield demo.test_client(), [*addresses("public"), *addresses("account"), *with_a_code(told)]
        elif role in CUSTOMS:
            yield client_of(f"{role}@customs.example"), [*addresses("officer"), *addresses("account")]
        elif role == "others":
            for operator in map(business, STATES):
                yield client_of(signatory(told, operator)), [*addresses("operator", operator.id), *questions(told, operator)]
                yield customs, [*addresses("officer", operator.id), *criteria(told, operator)]
        else:
            yield client_of(f"{role}@northwind.example"), [*addresses("operator", northwind.id), *addresses("account")]

    return visit


@pytest.fixture(scope="module")
def asked(demo):
    """What was sent to the database since it was cleared."""
    with statements(demo) as sent:
        yield sent


@pytest.fixture(scope="module")
def seen(chromium, demo, visits, asked):  # noqa: F811
    """`seen(role)`: each address with what was found there. A page that shows nothing new is not looked at again."""
    found, novelties = {}, Novelties(demo)

    def look_around(page, role):
        for client, places in visits(role):
            put_on(page, client)
            for place in places:
                asked.clear()
                with client.get(place) as answer:
                    assert answer.status_code < 500, place
                    count = len(asked)
                    yield place, Found(count, *look(page, place) if novelties.has(place, answer) else ())

    def of(page, role):
        if role not in found:
            found[role] = list(look_around(page, role))
        return found[role]

    with listening(demo) as address, window(chromium, address) as page:
        yield lambda role: of(page, role)


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing(seen, role):
    wrong = [f"{address}\n    {one}" for address, found in seen(role) for one in found.violations]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_nothing_stands_out_of_a_telephone(seen, role):
    wrong = [f"{address}\n    {one}" for address, found in seen(role) for one in found.overflow]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_asks_much_of_the_database_in_any_state(seen, role):
    assert not {address: found.asked for address, found in seen(role) if found.asked > AT_MOST}
