"""The portal on the demonstration: every page of every role has something to show."""

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core.isolation import SYSTEM, enter
from tests.makers import Maker


@pytest.fixture(scope="module")
def shown(server, demonstration, portal):
    """The portal on a copy of the demonstration, for all tests of a module: they only look."""
    from app.extensions import db

    server.drop_database("aeo_fresh")
    server.create_database("aeo_fresh", template=demonstration)
    portal.config["DEMO"] = True
    yield portal
    portal.config["DEMO"] = False
    with portal.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def told(server, shown):
    """A session of the system on the demonstration."""
    engine = create_engine(server.url("aeo_fresh"))
    with Session(engine) as session:
        enter(session, SYSTEM)
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def browsers(shown, told):
    """A browser of each role, by the first word of the account; `anybody` has no account, `stranger` is of another business."""

    def enter_as(email):
        browser = shown.test_client()
        user = told.scalars(select(User).where(User.email == email)).one()
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = Maker(told).signed_in(user)
            cookie["_fresh"] = True
        return browser

    customs = {name: enter_as(f"{name}@customs.example") for name in ("officer", "auditor", "decider", "manager", "admin")}
    traders = {name: enter_as(f"{name}@northwind.example") for name in ("signatory", "contributor")}
    return {"anybody": shown.test_client(), "stranger": enter_as("office@kestrelway.example"), **customs, **traders}
