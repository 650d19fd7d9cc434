"""The example of docs/consumer, run as an integrator runs it: against a served portal, by its own process."""

import os
import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.accounts import clients
from app.config import HERE
from app.core.isolation import SYSTEM, enter
from app.reactions import republish
from tests.makers import Maker
from tests.served import served, wait_until

SECRET = "a-secret-of-the-mirror"
SCOPES = ["aeo.changes", "aeo.node", "aeo.risk", "aeo.snapshot"]  # more than it needs: the feed then tells it more, too
EXAMPLE = HERE / "docs" / "consumer" / "mirror.py"


@pytest.fixture
def portal(server, template, tmp_path):
    with served(server, template, tmp_path, PUBLISHED_PATH=str(tmp_path / "published")) as portal:
        yield portal


@pytest.fixture
def session(portal):
    engine = create_engine(portal.database)
    with Session(engine) as session:
        enter(session, SYSTEM)
        clients.create(session, "mirror", "A mirror", SCOPES, SECRET, by=None)
        session.commit()
        yield session
    engine.dispose()


def published(session):
    operator = Maker(session).operator()
    Maker(session).authorisation(operator)
    republish(session, [operator.id])
    session.commit()
    return operator


def mirrored(portal, path):
    command = [sys.executable, EXAMPLE, portal.address, "mirror", path, "--once"]
    done = subprocess.run(
        command, env={**os.environ, "AEO_SECRET": SECRET}, capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_mirrors_the_register_and_proves_it(portal, session, tmp_path):
    path = tmp_path / "mirror.sqlite"
    first = published(session)
    wait_until(lambda: any((tmp_path / "published" / "snapshots").glob("2*/manifest.json")))
    assert "1 operators, equal to the register" in mirrored(portal, path)

    second = published(session)
    clients.create(session, "another", "Another system", ["aeo.status"], SECRET, by=None)
    republish(session, [first.id])
    session.commit()

    assert "2 operators, equal to the register" in mirrored(portal, path)
    with sqlite3.connect(path) as mirror:
        assert {tin for (tin,) in mirror.execute("SELECT tin FROM operator")} == {first.tin, second.tin}
        mirror.execute("DELETE FROM operator WHERE tin = ?", (first.tin,))
    assert "2 operators, equal to the register" in mirrored(portal, path)  # it found out, and began anew
