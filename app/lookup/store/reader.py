"""Reading the replica: any number of processes and threads, each question in one snapshot, none of them ever waiting."""

from __future__ import annotations

import threading
from math import inf
from pathlib import Path

import lmdb

from app.lookup.store import generations
from app.lookup.store.generation import Generation
from app.lookup.store.view import View


class Reader:
    """The replica in a folder, opened by the first question: a process may fork before it."""

    def __init__(self, folder: Path, *, stale_after: float) -> None:
        self.folder, self.stale_after = folder, stale_after
        self._generation: Generation | None = None
        self._of_thread = threading.local()

    def view(self) -> View | None:
        """For one question. None while nothing here is known to be as the portal has it."""
        generation = self._generation
        if generation is None or generation.pulse.age() > self.stale_after:
            generation = self._next()
            if generation is None or generation.pulse.age() > self.stale_after:
                return None
        return self._view_of(generation)

    def age(self) -> float:
        """In seconds, how old the news are; endless where there are none."""
        generation = self._generation or self._next()
        return generation.pulse.age() if generation else inf

    def _view_of(self, generation: Generation) -> View:
        """Each thread has its own."""
        view: View | None = getattr(self._of_thread, "view", None)
        if view is None or view.generation is not generation:
            view = self._of_thread.view = View(generation)
        return view

    def _next(self) -> Generation | None:
        """The one that is current by now."""
        path = generations.current(self.folder)
        if self._generation is None or self._generation.path != path:
            self._generation = opened(path)
        return self._generation


def opened(path: Path | None) -> Generation | None:
    """None for an unreadable one: its writer builds it anew."""
    try:
        generation = Generation.opened(path) if path else None
    except (lmdb.Error, OSError):
        return None
    return generation if generation and generation.is_of_this_layout else None
