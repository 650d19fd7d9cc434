"""Every page of every role, in a real browser: axe finds nothing, and nothing stands out of a small screen."""

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.accounts import links
from app.accounts.models import Membership, User
from app.accounts.words import MembershipRole
from app.applications.models import Answer, Application
from app.applications.states import WITH_TRADER
from app.authorisations.models import Certificate
from app.config import Settings
from app.core.isolation import SYSTEM, enter
from app.operators.models import Operator
from tests.chromium import chromium, window  # noqa: F401  a fixture
from tests.house.looking import Novelties, listening, look
from tests.house.pages import filled, looked_at

CUSTOMS = ("officer", "auditor", "decider", "manager", "admin")
STATES = (49, 4, 2, 6, 12, 17, 19, 26, 30, 33, 37, 39, 42, 45, 52)  # of the sixty: one in each state of the programme
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
    from app.web.identity import Identity

    def signed_in(email):
        client = demo.test_client()
        user = told.scalars(select(User).where(User.email == email)).one()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = Identity(user).get_id()
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


def signatory(told, operator):
    of_them = Membership.operator_id == operator.id, Membership.role == MembershipRole.SIGNATORY
    return told.scalars(select(User.email).join(Membership).where(*of_them).order_by(User.email)).first()


def with_a_code(told):
    """A link from a letter, and the check of every certificate."""
    person = told.scalars(select(User).where(User.email == "contributor@northwind.example")).one()
    yield links.reset_url(person).partition("8000")[2]
    yield from (f"/v/{code}" for code in told.scalars(select(Certificate.code).order_by(Certificate.code)))


def questions(told, operator):
    """Every question that may still be answered: each kind of answer has a page of its own."""
    of_them = select(Answer.application_id, Answer.key).where(Answer.operator_id == operator.id).order_by(Answer.key)
    of_them = of_them.join(Application).where(Application.state.in_(WITH_TRADER))
    return [f"/operator/applications/{application}/questions/{key}" for application, key in told.execute(of_them)]


def criteria(told, operator):
    mine = select(Application).where(Application.operator_id == operator.id).order_by(Application.id)
    return [f"/officer/cases/{one.id}/criteria/{code}" for one in told.scalars(mine) for code in ("A.1", "C.1", "G.2", "G.4")]


@pytest.fixture(scope="module")
def seen(chromium, demo, visits):  # noqa: F811
    """`seen(role)`: address -> what axe finds, what stands out. A page that shows nothing new is not looked at again."""
    found, novelties = {}, Novelties(demo)

    def look_around(page, role):
        for client, places in visits(role):
            put_on(page, client)
            for place in places:
                with client.get(place) as answer:
                    assert answer.status_code < 500, place
                    assert "{lookback_date}" not in answer.text, f"{place} shows a text of the edition without its date"
                    if novelties.has(place, answer):
                        yield place, look(page, place)

    with listening(demo) as address, window(chromium, address) as page:
        yield lambda role: found.setdefault(role, {}) or found[role].update(look_around(page, role)) or found[role]


def put_on(page, client):
    """The window is that person's now."""
    page.context.clear_cookies()
    if cookie := client.get_cookie("aeo"):
        page.context.add_cookies([{"name": "aeo", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing(seen, role):
    wrong = [f"{address}\n    {one}" for address, (violations, _) in seen(role).items() for one in violations]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_nothing_stands_out_of_a_telephone(seen, role):
    wrong = [f"{address}\n    {one}" for address, (_, overflow) in seen(role).items() for one in overflow]
    assert not wrong, "\n".join(wrong)
