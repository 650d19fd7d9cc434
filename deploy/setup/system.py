"""From the operating system: Pango for PDF, a browser and proxies for the tests, wrk for the bench. Root with apt gets it."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from steps import Failed, run, step

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
PROXIES = ("nginx", "libnginx-mod-http-js", "haproxy", "caddy")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def ensure_pango() -> None:
    if not all(map(can_load, LIBRARIES)):
        apt_install(*PANGO, why="Pango, which sets the type of certificates and letters")
    if missing := [name for name in LIBRARIES if not can_load(name)]:
        raise Failed(
            f"Pango cannot be loaded: {', '.join(missing)} missing.", "Install it (macOS: brew install pango) and try again."
        )


def can_load(library: str) -> bool:
    """By the name that WeasyPrint uses: the file's, not the package's."""
    name = f"lib{library}.so.0" if sys.platform == "linux" else ctypes.util.find_library(library)
    try:
        return name is not None and ctypes.CDLL(name) is not None
    except OSError:
        return False


def ensure_browser() -> None:
    """Chromium for the browser tests; CHROMIUM names another one."""
    if chosen := os.environ.get("CHROMIUM"):
        if not Path(chosen).exists():
            raise Failed(f"CHROMIUM is {chosen}, and there is no such file.", "Correct it, or leave it out.")
    elif not any(map(shutil.which, BROWSERS)):
        apt_install("chromium", why="Chromium, for the browser tests")


def ensure_load() -> None:
    """What asks as fast as it is answered."""
    if shutil.which("wrk") is None:
        apt_install("wrk", why="wrk, which makes the load of the bench")


def get_proxies() -> None:
    """Where we can: without one its tests are left out, and say so."""
    if may_install() and not all(map(shutil.which, ("nginx", "haproxy", "caddy"))):
        with suppress(Failed):
            apt_install(*PROXIES, why="nginx, HAProxy and Caddy, for the tests of what stands before the portal")


def may_install() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def apt_install(*names: str, why: str) -> None:
    """One step if we may, one line of advice if not."""
    if not may_install():
        raise Failed(f"This machine lacks {why}.", f"Install it (Debian: apt-get install {' '.join(names)}) and try again.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Installing {why}"):
        update, install = ["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
        run("apt", update, install, remedy=f"Install {' '.join(names)} by hand and try again.", env=quiet)
