"""What is started, and with what: the person's own settings where there are some, else those of one machine."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from app.config import HERE, settings
from app.supervisor.terminal import Failed


@dataclass(frozen=True)
class Place:
    """PORT, HOST, RESET and the folder under which everything is kept; `target` is what the person asked make for."""

    target: str
    folder: Path
    host: str
    port: int
    reset: bool

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def at(self) -> str:
        """Where the server is asked from here."""
        return f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}"  # noqa: S104  # not bound here

    def require_free_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise Failed(
                    f"Port {self.port} is not free ({error.strerror}).", f"Choose another: make {self.target} PORT=8001"
                ) from None


def read(target: str = "demo", *, folder: Path = HERE / "var", port: str = "8000") -> Place:
    """From the environment: `make demo PORT=8001 RESET=1`. Only this machine is answered, unless HOST says otherwise."""
    folder, port = Path(os.environ.get("VAR") or folder), os.environ.get("PORT") or port
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Failed(f"PORT is {port!r}, and that is no port.", f"Give a number from 1 to 65535: make {target} PORT=8001")
    host, is_reset = os.environ.get("HOST") or "127.0.0.1", os.environ.get("RESET") not in {None, "", "0"}
    return Place(target, folder.resolve(), host, int(port), is_reset)


def environment(demo: Place, database: str, migration: str) -> dict[str, str]:
    """The settings of web, worker, follower and commands."""
    ours = {
        "DATABASE_URL": database,
        "MIGRATION_DATABASE_URL": migration,
        "PORTAL_MODE": "demo",
        "PYTHONUNBUFFERED": "1",
        "BASE_URL": os.environ.get("BASE_URL") or demo.address,
        "STORAGE_PATH": os.environ.get("STORAGE_PATH") or str(demo.folder / "documents"),
        "LOOKUP_PATH": os.environ.get("LOOKUP_PATH") or str(demo.folder / "lookup"),
        "PUBLISHED_PATH": os.environ.get("PUBLISHED_PATH") or str(demo.folder / "published"),
        "SECRET_KEY": settings().secret_key or secret_key(demo.folder / "secret_key"),
    }
    return {**os.environ, **ours}


def secret_key(path: Path) -> str:
    """Made once, readable by nobody else: sessions outlive a restart."""
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()
