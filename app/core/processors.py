"""The processors this process may use: a container is often given fewer than its machine has."""

from __future__ import annotations

import os


def processors() -> int:
    return len(os.sched_getaffinity(0))
