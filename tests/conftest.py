"""A handful of fixtures. One embedded PostgreSQL per test process, one migrated template, no mocks."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as tries
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

os.environ.update(
    PORTAL_MODE="test",
    SECRET_KEY="only-for-tests-only-for-tests-only-for-tests",
    STORAGE_PATH=tempfile.mkdtemp(prefix="aeo-test-documents-"),
    PUBLISHED_PATH=tempfile.mkdtemp(prefix="aeo-test-published-"),
)

from app.config import PRESETS, settings
from app.core.embedded import Server, temporary
from app.core.isolation import SYSTEM, enter
from app.core.migrations import migrate
from app.signing import keyring
from tests.makers import Maker
from tests.statements import statements

# No test depends on how fast the machine is, and none leaves anything behind.
tries.register_profile("portal", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
tries.load_profile("portal")


def pytest_unconfigure(config):
    for name in ("STORAGE_PATH", "PUBLISHED_PATH"):
        shutil.rmtree(os.environ[name], ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of this test process alone."""
    with temporary() as server:
        yield server


@pytest.fixture(scope="session")
def template(server) -> str:
    """The name of a migrated database with the first edition of the criteria. Nobody is connected to it."""
    server.create_database("template_aeo")
    migrate(server.url("template_aeo", user="aeo_owner"))
    engine = create_engine(server.url("template_aeo"))
    with Session(engine) as session:
        enter(session, SYSTEM)
        Maker(session).edition()
        session.commit()
    engine.dispose()
    return "template_aeo"


@pytest.fixture(scope="session")
def engine(server, template) -> Iterator[Engine]:
    """The database that most tests share; each leaves it as it was."""
    server.create_database("aeo_tests", template=template)
    engine = create_engine(server.url("aeo_tests"))
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine) -> Iterator[Session]:
    """A session of the system, inside a transaction that is rolled back at the end."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            enter(session, SYSTEM)
            yield session
        outer.rollback()


@pytest.fixture
def database(server, template) -> str:
    """The address of a fresh database, for what commits: doors, worker, row-level security, concurrency."""
    server.drop_database("aeo_fresh")
    server.create_database("aeo_fresh", template=template)
    return server.url("aeo_fresh")


@pytest.fixture(scope="session")
def demonstration(server, template) -> str:
    """The name of a database in which every story of the demonstration was told. Nobody is connected to it."""
    from app.demo import seed

    server.create_database("template_demo", template=template)
    engine = create_engine(server.url("template_demo"))
    try:
        with Session(engine) as session:
            enter(session, SYSTEM)
            for _ in seed.play(session, seed.prepare(session)):
                pass
    finally:
        engine.dispose()
    return "template_demo"


@pytest.fixture
def committed(database) -> Iterator[Session]:
    """A session of the system on a fresh database: what it makes, the portal and the worker see."""
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, SYSTEM)
        yield session
    engine.dispose()


@pytest.fixture
def other(database) -> Iterator[Session]:
    """Beside `committed`, a session of somebody else who works at the same time."""
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, SYSTEM)
        yield session
    engine.dispose()


@pytest.fixture(autouse=True)
def keys_of_this_database() -> Iterator[None]:
    """A process remembers its signing keys for some seconds; each test has others."""
    yield
    keyring.forget()


@pytest.fixture
def make(session) -> Maker:
    """Makes the smallest valid thing."""
    return Maker(session)


@pytest.fixture
def storage(tmp_path, monkeypatch) -> Iterator[Path]:
    """An empty folder for documents."""
    monkeypatch.setenv("STORAGE_PATH", str(tmp_path / "documents"))
    settings.cache_clear()
    yield tmp_path / "documents"
    settings.cache_clear()


@pytest.fixture
def country(monkeypatch, tmp_path):
    """`country("quay", time_zone="Asia/Tokyo")` puts the portal under a preset of this name, else like the demonstration's."""

    def ruled(code, **otherwise):
        text = (PRESETS / "zz.toml").read_text("utf-8")
        for name, value in otherwise.items():
            text = re.sub(rf'^{name} = ".*"$', f'{name} = "{value}"', text, flags=re.MULTILINE)
        (tmp_path / f"{code}.toml").write_text(text, "utf-8")
        monkeypatch.setattr("app.config.PRESETS", tmp_path)
        monkeypatch.setenv("PROGRAMME", code)
        settings.cache_clear()

    yield ruled
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture(scope="session")
def portal(server):
    """The portal, made once: its templates are compiled once. Its database is made fresh for each test."""
    from app.portal import create_app

    os.environ["DATABASE_URL"] = server.url("aeo_fresh")
    settings.cache_clear()
    app = create_app(settings())
    app.config["WTF_CSRF_ENABLED"] = False  # the journeys in the browser and the house tests have it on
    return app


@pytest.fixture
def app(portal, database):
    """The portal on a fresh database."""
    from app.extensions import db

    yield portal
    with portal.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app):
    """A browser without a person: keeps cookies, follows nothing by itself."""
    return app.test_client()


@pytest.fixture
def queries(app):
    """The statements the portal sends: empty it, do something, count."""
    with statements(app) as sent:
        yield sent


@pytest.fixture
def sign_in(app, committed):
    """`sign_in(user)` is a browser in which this person has signed in, with every factor asked for."""

    def signed_in(user):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = Maker(committed).signed_in(user)
            cookie["_fresh"] = True
        return client

    return signed_in


@pytest.fixture
def run_jobs(database, monkeypatch):
    """`run_jobs()` has a real worker do what was deferred, until nothing is left."""

    def run():
        from app import worker

        monkeypatch.setenv("DATABASE_URL", database)
        settings.cache_clear()
        worker.engine.cache_clear()
        from procrastinate import PsycopgConnector

        with worker.tasks.replace_connector(PsycopgConnector(conninfo=database)) as tasks:
            tasks.run_worker(wait=False, install_signal_handlers=False, delete_jobs="never", concurrency=1)
        worker.engine().dispose()
        worker.engine.cache_clear()
        settings.cache_clear()

    return run
