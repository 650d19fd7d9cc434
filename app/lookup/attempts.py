"""A replica in which its writer dies each time it opens it is not opened for ever."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

MOST = 3


class Attempts:
    """How often it was opened since it was last followed: kept in a file, since who counts may be killed by what is counted."""

    def __init__(self, path: Path) -> None:
        self._path, self._made = path, 0

    def begin(self) -> None:
        with suppress(OSError, ValueError):
            self._made = int(self._path.read_text())
        self._made += 1
        with suppress(OSError):
            self._path.write_text(str(self._made))

    @property
    def are_too_many(self) -> bool:
        return self._made > MOST

    def succeeded(self) -> None:
        if self._made:
            self._path.unlink(missing_ok=True)
        self._made = 0
