"""Systems that ask: with a token, with another one, with none."""

from itertools import count

import pytest
from sqlalchemy import event

from app.accounts import clients
from app.core import clock
from app.programme.words import AuthorisationType
from app.reactions import republish
from app.signing import tokens
from tests.makers import Maker

SECRET = "a-secret-of-tests"
NUMBERS = count(1)


@pytest.fixture(scope="module")
def database(server, template):
    """One for all tests of a module: each has its own operators, its own client and its own address."""
    server.drop_database("aeo_fresh")
    server.create_database("aeo_fresh", template=template)
    return server.url("aeo_fresh")


@pytest.fixture
def session(committed):
    return committed


@pytest.fixture
def client(app):
    """A system at an address from which nobody has asked yet."""
    number = next(NUMBERS)
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"10.0.{number // 250}.{number % 250}"
    return client


@pytest.fixture
def listed(session):
    """`listed(AuthorisationType.AEOC, …)` is an operator in the register, holding these."""
    make = Maker(session)

    def list_one(*types, held=None, public=False, **values):
        operator = make.operator(**{"public_since": clock.today() if public else None} | values)
        for kind in types or (AuthorisationType.AEOC,):
            make.authorisation(operator, kind, **held or {})
        republish(session, [operator.id])
        session.commit()
        return operator

    return list_one


@pytest.fixture
def give(session):
    """`give("aeo.status")` is a system with these scopes."""

    def given(*scopes):
        client = clients.create(session, f"engine-{next(NUMBERS)}", "Risk engine", scopes, SECRET, by=None)
        session.commit()
        return client

    return given


@pytest.fixture
def bearer(app, session):
    """`bearer(client)` are the headers of a token with all its scopes, or with these."""

    def headers(client, *scopes):
        token = tokens.issue(session, client.client_id, scopes or client.scopes)
        session.commit()
        return {"Authorization": f"Bearer {token}"}

    return headers


@pytest.fixture
def token(give, bearer):
    """The headers of a system that may ask everything."""
    return bearer(give("aeo.status", "aeo.risk", "aeo.operator"))


@pytest.fixture
def dead_database(app):
    """Nobody listens at the database's address any more."""
    from app.extensions import db

    with app.app_context():
        engine = db.engine

    def lead_astray(dialect, record, arguments, options):
        options.update(host="127.0.0.1", port=9, connect_timeout=1)

    engine.dispose()
    event.listen(engine, "do_connect", lead_astray)
    yield
    event.remove(engine, "do_connect", lead_astray)
