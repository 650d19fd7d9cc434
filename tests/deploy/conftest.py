"""One portal and one look-up node, behind each proxy that is installed."""

import shutil
import subprocess
import sys
from contextlib import contextmanager
from itertools import count
from operator import attrgetter

import pytest
from sqlalchemy import NullPool, create_engine
from sqlalchemy.orm import Session

from app.accounts import clients
from app.core.isolation import SYSTEM, enter
from app.reactions import committing, republish
from app.supervisor import node as supervised
from app.supervisor.serving import is_ready
from app.supervisor.settings import Place
from tests.deploy.authority import Authority
from tests.deploy.caller import HOST, SECRET
from tests.deploy.proxies import KINDS, SHIPPED, running
from tests.makers import Maker
from tests.served import free_port, served, wait_until

AGREED = "agreed-between-the-proxy-and-the-portal"
BEHIND = {"TRUSTED_PROXIES": "1", "CERTIFICATE_PROXIES": "127.0.0.1", "CERTIFICATE_SECRET": AGREED}
SCOPES = {"node-1": ["aeo.node", "aeo.changes", "aeo.snapshot"], "engine": ["aeo.status", "aeo.changes", "aeo.snapshot"]}
SNAPSHOT = """
from app.register.snapshots import service
from app.worker import working
with working.work() as session:
    service.make(session)
"""
NUMBERS = count(2)


def an_address():
    """From which nobody has asked yet: no test uses up what another may ask."""
    return f"127.0.0.{next(NUMBERS)}"


@pytest.fixture(scope="session", params=KINDS, ids=attrgetter("name"))
def kind(request):
    if request.param.lacks:
        pytest.skip(request.param.lacks)
    return request.param


@pytest.fixture(scope="session")
def portal(server, template, tmp_path_factory):
    """As a proxy finds it, with a system that asks and another that is a node."""
    folder = tmp_path_factory.mktemp("portal")
    ours = BEHIND | {"BASE_URL": f"https://{HOST}", "PUBLISHED_PATH": str(folder / "published")}
    with served(server, template, folder, **ours) as portal:
        with looked_into(portal) as session, committing(session):
            for client_id, scopes in SCOPES.items():
                clients.create(session, client_id, client_id, scopes, SECRET, by=None)
        portal.follower.start()
        yield portal


@contextmanager
def looked_into(portal):
    with Session(create_engine(portal.database, poolclass=NullPool)) as session:
        enter(session, SYSTEM)
        session.make = Maker(session)
        yield session


@pytest.fixture(scope="session")
def publish(portal):
    """`publish()` puts another operator with an authorisation in the register: its TIN."""

    def published():
        with looked_into(portal) as session:
            one = session.make.authorisation()
            with committing(session):
                republish(session, [one.operator_id])
            return one.operator.tin

    return published


@pytest.fixture(scope="session")
def tin(portal, publish):
    """Of an operator that stands in the register, and in a snapshot of it."""
    one = publish()
    subprocess.run([sys.executable, "-c", SNAPSHOT], env=portal.env, check=True)
    return one


@pytest.fixture(scope="session")
def node(portal, tin, tmp_path_factory):
    """The address of one that has all of the register."""
    port, folder = free_port(), tmp_path_factory.mktemp("node")
    ours = {"LOOKUP_PORTAL": portal.address, "LOOKUP_CLIENT_ID": "node-1", "LOOKUP_CLIENT_SECRET": SECRET}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (BEHIND | ours).items():
            patch.setenv(name, value)
        for name in ("SECRET_KEY", "DATABASE_URL"):
            patch.delenv(name, raising=False)
        children = supervised.children(Place("lookup-node", folder, "127.0.0.1", port, reset=False))
    try:
        for child in children:
            child.start()
        wait_until(lambda: is_ready(f"http://127.0.0.1:{port}/readyz"))
        yield f"127.0.0.1:{port}"
    finally:
        for child in children:
            child.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """Of the portal and of the systems."""
    return Authority(tmp_path_factory.mktemp("authority"), "authority")


@pytest.fixture(scope="session")
def proxy(kind, authority, tmp_path_factory):
    """`with proxy(upstream) as outside` is somebody who asks through it."""

    def before(upstream):
        folder = tmp_path_factory.mktemp(kind.name)
        ours = authority.certify(HOST).file
        for name in ("portal.pem", "portal.key"):
            shutil.copy(ours, folder / name)
        shutil.copy(authority.file, folder / "systems-ca.pem")
        shutil.copy(SHIPPED / "certificates.js", folder)
        return running(kind, folder, upstream, AGREED, authority)

    return before


@pytest.fixture(scope="session")
def before_the_portal(proxy, portal):
    with proxy(portal.address.removeprefix("http://")) as outside:
        yield outside


@pytest.fixture(scope="session")
def before_the_node(proxy, node):
    with proxy(node) as outside:
        yield outside


@pytest.fixture
def outside(before_the_portal):
    return before_the_portal.at(an_address())


@pytest.fixture
def at_the_node(before_the_node):
    return before_the_node.at(an_address())


@pytest.fixture(scope="session")
def certified(authority):
    return authority.certify("engine")
