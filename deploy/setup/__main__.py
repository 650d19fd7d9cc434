"""Everything this portal needs on a machine: `python3 deploy/setup demo`. `test` adds a browser and proxies, `bench` a load.

Runs on the system's own Python before anything is installed, so it uses the standard library only. What is there
already is left alone: a second run takes a tenth of a second.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys

import assets
import packages
import system
from steps import LOGS, Failed

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def main(purpose: str) -> None:
    packages.install_python()
    packages.install_node()
    assets.copy()
    system.ensure_pango()
    if purpose == "test":
        system.ensure_browser()
        system.get_proxies()
    if purpose == "bench":
        system.ensure_load()


def use_a_newer_python() -> None:
    """Go on with another Python where `python3` is too old for the portal."""
    found = next(filter(None, map(shutil.which, NEWER)), None)
    if found is None:
        raise Failed("This needs Python 3.11 or newer.", "Install it (Debian: apt-get install python3.11-venv) and try again.")
    os.execv(found, [found, *sys.argv])


if __name__ == "__main__":
    try:
        if sys.version_info < OLDEST:
            use_a_newer_python()
        LOGS.mkdir(parents=True, exist_ok=True)
        with (LOGS / "setup.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # `make demo` and `make test` at once: one after the other
            main(sys.argv[1])
    except Failed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit("\nStopped. What was begun is finished or begun again next time.")
