"""A snapshot of a million operators: how long it takes, and how much memory. `python -m tests.bench.snapshot [operators]`."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time

OPERATORS = 1_000_000


def main(operators: int = OPERATORS) -> None:
    os.environ.update(PORTAL_MODE="demo", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PUBLISHED_PATH"] = folder
        from tests.bench.many import register

        with register(operators) as (_, engine):
            measured(engine)


def measured(engine) -> None:
    from sqlalchemy.orm import Session

    from app.core.isolation import SYSTEM, enter
    from app.register.snapshots.service import make

    before, began = peak(), time.perf_counter()
    with Session(engine) as session:
        enter(session, SYSTEM)
        manifest = make(session)
        session.commit()
    took = time.perf_counter() - began
    size = sum(file.size for file in manifest.files) / 1e6
    print(
        f"Snapshot of {manifest.count:,} operators: {took:.1f} s, {size:.0f} MB of files, {peak() - before:.0f} MB of memory more"
    )


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
