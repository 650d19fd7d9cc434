"""`make lookup-node`: what answers look-ups on a machine of its own, and what keeps it like its portal."""

from __future__ import annotations

import os
from collections.abc import Mapping

from app.config import HERE, settings
from app.supervisor.alone import alone
from app.supervisor.children import Child, end_leftovers
from app.supervisor.keeping import keep
from app.supervisor.serving import FOLLOWER, RESPAWN, granian, started, wait_until_ready
from app.supervisor.settings import Place, read
from app.supervisor.stopping import Stop
from app.supervisor.terminal import say, step

WEB = granian("app.lookup.alone:app", threads=1)
WELCOME = """
The look-up node answers: {address}
It follows {portal}; {address}/readyz is green once it has all of the register.

Ctrl-C ends it. The replica stays. Logs: {logs}"""


def place() -> Place:
    return read("lookup-node", folder=HERE / "var" / "node", port="8100")


def node(chosen: Place, stop: Stop) -> None:
    """It is started whether or not the portal answers: until then it says that it does not know."""
    portal = settings().lookup_portal
    with alone(chosen, "The look-up node"):
        end_leftovers(chosen.folder)
        chosen.require_free_port()
        with started(children(chosen)) as kept:
            with step("Starting follower and web"):
                wait_until_ready(chosen, kept, stop, "healthz", "Its log says what is wrong.")
            say(WELCOME.format(address=chosen.address, portal=portal, logs=chosen.folder / "log"))
            keep(kept, stop)


def children(chosen: Place) -> list[Child]:
    address = ["--host", chosen.host, "--port", str(chosen.port)]
    commands = {"follower": FOLLOWER, "web": [*WEB, *RESPAWN, *address]}
    return [Child(name, command, environment(chosen), chosen.folder) for name, command in commands.items()]


def environment(chosen: Place) -> Mapping[str, str]:
    kept = os.environ.get("LOOKUP_PATH") or str(chosen.folder / "lookup")
    return {**os.environ, "PORTAL_MODE": "node", "LOOKUP_PATH": kept, "PYTHONUNBUFFERED": "1"}
