"""The tasks of the worker and their schedule. What a killed worker had begun is taken up again within two minutes."""

from __future__ import annotations

import gc

from app import models  # noqa: F401  every mapper is known before the first query
from app.worker import deferred, keeping, reviewing, rolling_out  # noqa: F401  each brings its tasks
from app.worker.publishing import end_suspended_parts, end_suspensions, make_snapshot
from app.worker.working import engine, tasks

__all__ = ["end_suspended_parts", "end_suspensions", "engine", "make_snapshot", "run", "tasks"]


def run() -> None:
    """Work until told to stop. What is loaded by now is never garbage: to look through it took a third of all work."""
    gc.freeze()
    tasks.run_worker(concurrency=2, install_signal_handlers=True, delete_jobs="successful")
