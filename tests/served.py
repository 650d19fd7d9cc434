"""The portal as people meet it: a real web server and the real worker, as processes on a database of their own.

The follower of the register is there to be started by who asks about the look-up; without it the database answers.
"""

import os
import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.supervisor.children import Child
from app.supervisor.serving import FOLLOWER, GRANIAN, PROGRAMME, RESPAWN, is_ready

PATIENCE = 60


@dataclass
class Served:
    """A running portal: its address, its database, its processes."""

    address: str
    database: str
    web: Child
    worker: Child
    follower: Child
    env: dict = field(repr=False)

    @property
    def logs(self):
        children = (self.web, self.worker, self.follower)
        return "\n".join(child.log.read_text(errors="replace") for child in children if child.log.exists())

    def wait_until_ready(self):
        wait_until(lambda: is_ready(f"{self.address}/readyz") or not self.web.is_running)
        assert self.web.is_running, f"The web server has ended:\n{self.logs}"


@contextmanager
def served(server, template, folder: Path, **settings):
    """On a copy of this database, on a free port, in demonstration mode unless the settings say otherwise."""
    port = free_port()
    name = f"served_{port}"
    server.create_database(name, template=template)
    address = f"http://127.0.0.1:{port}"
    ours = {"MIGRATION_DATABASE_URL": server.url(name, user="aeo_owner"), "BASE_URL": address}
    env = environment(server.url(name), folder) | ours | settings
    web = Child("web", [*GRANIAN, *RESPAWN, "--host", "127.0.0.1", "--port", str(port)], env, folder)
    worker = Child("worker", [*PROGRAMME, "worker"], env, folder)
    follower = Child("follower", FOLLOWER, env, folder)
    portal = Served(address, server.url(name), web, worker, follower, env)
    try:
        web.start()
        worker.start()
        portal.wait_until_ready()
        yield portal
    finally:
        web.ask_to_stop()
        follower.stop()
        worker.stop()
        web.stop()
        server.drop_database(name)


def environment(database, folder):
    """Of a process of the portal with this database and this folder."""
    ours = {"PORTAL_MODE": "demo", "DATABASE_URL": database, "LOOKUP_PATH": str(folder / "lookup"), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **ours}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true):
    """Until it is so, for a minute."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
