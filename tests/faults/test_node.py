"""A look-up node far from its portal: what it answers is right and new, or it says that it does not know."""

import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
import urllib3
from sqlalchemy import NullPool, create_engine, func, select
from sqlalchemy.orm import Session

from app.accounts import clients
from app.authorisations import service as authorisations
from app.authorisations.models import Authorisation
from app.core.isolation import SYSTEM, enter
from app.reactions import committing, republish
from app.register.feed import changes
from app.register.feed.words import ChangeKind
from app.supervisor import node as supervised
from app.supervisor.serving import is_ready
from app.supervisor.settings import Place
from app.usage.models import HourOfUse
from tests.makers import Maker
from tests.served import free_port, served, wait_until

SECRET, WITHIN, STALE_AFTER = "a-secret-of-tests", 1.0, 2.0
SCOPES = {"node-1": ["aeo.node", "aeo.changes", "aeo.snapshot"], "engine": ["aeo.status", "aeo.risk"]}
SNAPSHOT = "from app.worker import make_snapshot; make_snapshot(0)"


class Node:
    """Its two processes, the portal it follows, and a system that asks it."""

    def __init__(self, portal, folder):
        self.portal, port = portal, free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.follower, self.web = supervised.children(Place("lookup-node", folder, "127.0.0.1", port, reset=False))
        self.pool = urllib3.PoolManager(retries=False)
        self.token = self.pool.request(
            "POST",
            f"{portal.address}/oauth/token",
            body="grant_type=client_credentials",
            headers=urllib3.make_headers(basic_auth=f"engine:{SECRET}") | {"Content-Type": "application/x-www-form-urlencoded"},
        ).json()["access_token"]

    def ask(self, operator, at=None):
        """The answer about its status, at the node or elsewhere."""
        address = f"{at or self.address}/api/v1/operators/{operator}/status"
        return self.pool.request("GET", address, headers={"Authorization": f"Bearer {self.token}"}, timeout=10)

    def status(self, operator, at=None):
        answer = self.ask(operator, at)
        return answer.json()["status"] if answer.status == 200 else answer.status

    @property
    def is_ready(self):
        return is_ready(f"{self.address}/readyz")


@contextmanager
def looked_into(portal):
    with Session(create_engine(portal.database, poolclass=NullPool)) as session:
        enter(session, SYSTEM)
        session.make = Maker(session)
        yield session


@pytest.fixture(scope="module")
def portal(server, template, tmp_path_factory):
    """With a snapshot, and the systems that ask it."""
    folder = tmp_path_factory.mktemp("portal")
    ours = {"PUBLISHED_PATH": str(folder / "published"), "LOOKUP_STALE_AFTER": str(STALE_AFTER)}
    with served(server, template, folder, **ours) as portal:
        portal.follower.start()
        with looked_into(portal) as session, committing(session):
            for client_id, scopes in SCOPES.items():
                clients.create(session, client_id, client_id, scopes, SECRET, by=None)
        subprocess.run([sys.executable, "-c", SNAPSHOT], env=portal.env, check=True)
        yield portal


@pytest.fixture
def node(portal, tmp_path, monkeypatch):
    settings = {"PORTAL": portal.address, "CLIENT_ID": "node-1", "CLIENT_SECRET": SECRET, "STALE_AFTER": str(STALE_AFTER)}
    for name, value in settings.items():
        monkeypatch.setenv(f"LOOKUP_{name}", value)
    for name in ("SECRET_KEY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    one = Node(portal, tmp_path)
    one.web.start()
    one.follower.start()
    wait_until(lambda: one.is_ready)
    yield one
    one.web.stop()
    one.follower.stop()


@pytest.fixture
def held(portal):
    """An authorisation in force, in the register."""
    with looked_into(portal) as session:
        one = session.make.authorisation()
        with committing(session):
            republish(session, [one.operator_id])
        return one.operator.tin, one.id


def suspend(portal, authorisation_id):
    """And the moment at which it was committed."""
    with looked_into(portal) as session:
        officer = session.make.officer()
        with committing(session):
            authorisations.suspend(session, session.get_one(Authorisation, authorisation_id), by=officer, until=None)
        return time.monotonic()


def test_what_is_suspended_is_suspended_at_the_portal_and_here_within_a_second(portal, node, held):
    tin, authorisation = held
    for address in (portal.address, node.address):
        wait_until(lambda address=address: node.status(tin, address) == "valid")

    committed = suspend(portal, authorisation)

    for address in (portal.address, node.address):
        wait_until(lambda address=address: node.status(tin, address) == "suspended")
        assert time.monotonic() - committed < WITHIN


def test_the_portal_says_byte_for_byte_the_same(portal, node, held):
    tin, _ = held
    wait_until(lambda: node.ask(tin).status == 200)

    here, there = node.ask(tin), node.ask(tin, portal.address)

    assert (here.data, here.headers["ETag"]) == (there.data, there.headers["ETag"])


def test_a_system_whose_access_has_ended_is_out_within_a_second(portal, node, held):
    tin, _ = held
    wait_until(lambda: node.ask(tin).status == 200)
    with looked_into(portal) as session:
        with committing(session):
            clients.disable(session, clients.find(session, "engine"), by=None)
        committed = time.monotonic()

    for address in (portal.address, node.address):
        wait_until(lambda address=address: node.ask(tin, address).status == 401)
        assert time.monotonic() - committed < WITHIN

    with looked_into(portal) as session:
        clients.find(session, "engine").disabled_at = None
        changes.note(session, ChangeKind.CLIENT_CHANGED, client_id="engine")
        session.commit()


def test_without_its_follower_a_node_says_that_it_does_not_know_and_then_is_right_again(portal, node, held):
    tin, authorisation = held
    wait_until(lambda: node.status(tin) == "valid")

    node.follower.kill()
    suspend(portal, authorisation)
    answers = []
    wait_until(lambda: answers.append(node.ask(tin)) or answers[-1].status == 503)
    assert answers[-1].headers["Retry-After"]
    assert not node.is_ready
    node.follower.start()

    wait_until(lambda: node.status(tin) == "suspended")


def test_without_its_portal_a_node_says_that_it_does_not_know_and_then_is_right_again(portal, node, held):
    tin, authorisation = held
    wait_until(lambda: node.status(tin) == "valid")

    portal.web.stop()
    suspend(portal, authorisation)
    wait_until(lambda: node.status(tin) == 503)
    portal.web.start()

    wait_until(lambda: node.status(tin) == "suspended")


def test_a_portal_whose_follower_was_killed_answers_from_its_database(portal, node, held):
    tin, authorisation = held

    portal.follower.kill()
    suspend(portal, authorisation)
    time.sleep(STALE_AFTER)

    assert node.status(tin, portal.address) == "suspended"
    portal.follower.start()


def test_what_was_answered_is_counted_at_the_portal_once_wherever_it_was_answered(portal, node, held):
    tin, _ = held
    wait_until(lambda: node.status(tin) == "valid" == node.status(tin, portal.address))
    time.sleep(2)
    before = counted(portal)

    for address in [portal.address] * 3 + [node.address] * 4:
        node.ask(tin, address)
    node.follower.kill()
    node.follower.start()

    wait_until(lambda: counted(portal) >= before + 7)
    time.sleep(2)
    assert counted(portal) == before + 7


def counted(portal):
    with looked_into(portal) as session:
        return session.scalar(select(func.coalesce(func.sum(HourOfUse.calls), 0)).where(HourOfUse.operation == "show_status"))


def test_a_killed_web_process_of_a_node_loses_nothing(node, held):
    tin, _ = held
    wait_until(lambda: node.status(tin) == "valid")

    node.web.kill()
    node.web.start()

    wait_until(lambda: node.is_ready)
    assert node.status(tin) == "valid"
