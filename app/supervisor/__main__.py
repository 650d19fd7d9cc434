"""`python -m app.supervisor demo`."""

from __future__ import annotations

import os
import sys

from app.config import HERE
from app.core.embedded import EmbeddedError
from app.supervisor.demo import demo
from app.supervisor.settings import read
from app.supervisor.stopping import Stop, Stopped
from app.supervisor.terminal import Failed, say


def main() -> None:
    if sys.argv[1:] != ["demo"]:
        sys.exit("Usage: python -m app.supervisor demo")
    os.chdir(HERE)
    os.environ["PORTAL_MODE"] = "demo"
    stop = Stop()
    stop.listen()
    try:
        demo(read(), stop)
    except Stopped:
        say("Stopped: worker, web and database. The data are kept.")
    except (Failed, EmbeddedError) as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
