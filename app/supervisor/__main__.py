"""`python -m app.supervisor demo`, or `node`."""

from __future__ import annotations

import os
import sys

from app.config import HERE
from app.core.embedded import EmbeddedError
from app.supervisor.demo import demo
from app.supervisor.node import node, place
from app.supervisor.settings import read
from app.supervisor.stopping import Stop, Stopped
from app.supervisor.terminal import Failed, say


def main() -> None:
    if sys.argv[1:] not in (["demo"], ["node"]):
        sys.exit("Usage: python -m app.supervisor demo|node")
    os.chdir(HERE)
    os.environ["PORTAL_MODE"] = mode = sys.argv[1]
    stop = Stop()
    stop.listen()
    try:
        if mode == "demo":
            demo(read(), stop)
        else:
            node(place(), stop)
    except Stopped:
        say("Stopped, with all that was started. The data are kept.")
    except (Failed, EmbeddedError) as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
