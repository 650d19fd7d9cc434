"""The user of the operating system that PostgreSQL runs as, and what that user can reach.

PostgreSQL refuses to run as root. Root hands it to an unprivileged user, and never opens a folder above its own
to that user: what cannot be reached is put elsewhere.
"""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.embedded.errors import NoOwner

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Owner:
    uid: int
    gid: int

    @property
    def is_myself(self) -> bool:
        return self.uid == os.geteuid()

    @property
    def identity(self) -> dict[str, Any]:
        """The arguments that start a process as this user; none where that is us already."""
        return {} if self.is_myself else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, path: Path) -> bool:
        """Whether this user gets into a folder, or may run a file: asked of the system itself, links, ACLs and all."""
        if self.is_myself:
            return True
        return (
            subprocess.run(["/bin/sh", "-c", 'test -x "$1"', "sh", path], cwd="/", check=False, **self.identity).returncode == 0
        )

    def make_private(self, folder: Path) -> Path:
        """A folder that only this user (and root) can look into."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if not self.is_myself:
            os.chown(folder, self.uid, self.gid)
        return folder


def owner_of(data: Path) -> Owner:
    """Who owns the data if there are any, else ourselves, and for root an unprivileged user."""
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid())
    if data.exists() and data.stat().st_uid != 0:
        return Owner(data.stat().st_uid, data.stat().st_gid)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in known:
            return Owner(known[name].pw_uid, known[name].pw_gid)
    raise NoOwner(
        f"PostgreSQL does not run as root, and this system has no user {' or '.join(UNPRIVILEGED)}: run as another user"
    )
