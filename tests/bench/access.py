"""What tokens and the counting of questions cost: `python -m tests.bench.access`. Prints, asserts nothing."""

from __future__ import annotations

import os
import time

from sqlalchemy import text
from sqlalchemy.orm import Session

TOKENS, OPERATORS, LOOKS = 2_000, 20_000, 5_000


def main() -> None:
    os.environ.update(PORTAL_MODE="test", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from app.core.isolation import SYSTEM, enter
    from tests.bench.many import register

    with register(OPERATORS) as (_, engine), Session(engine) as session:
        enter(session, SYSTEM)
        session.info["quiet"] = True
        tokens(session)
        counting(session)


def tokens(session: Session) -> None:
    from app.signing import tokens

    token = tokens.issue(session, "engine", ["aeo.risk", "aeo.status"])
    session.commit()
    each("a token issued: signed with ES256", lambda: tokens.issue(session, "engine", ["aeo.risk", "aeo.status"]))
    each("a token verified in Flask", lambda: tokens.verify(session, token))


def each(what: str, act) -> None:
    start = time.perf_counter()
    for _ in range(TOKENS):
        act()
    print(f"  {what}: {(time.perf_counter() - start) / TOKENS * 1e6:,.0f} µs")


def counting(session: Session) -> None:
    """What one process answered within a second, kept: so many looks at modifiers, each at another business."""
    from app.accounts import clients

    clients.create(session, "bench-engine", "Engine", ["aeo.risk"], "secret", by=None)
    session.commit()
    tins = session.scalars(text("SELECT tin FROM register_entry ORDER BY tin LIMIT :many"), {"many": OPERATORS}).all()
    for what in ("rows of the hour new", "rows of the hour there"):
        start = time.perf_counter()
        for second in range(OPERATORS // LOOKS):
            keep(session, tins[second * LOOKS : (second + 1) * LOOKS])
        spent = (time.perf_counter() - start) / (OPERATORS // LOOKS)
        print(f"  {LOOKS:,} looks of a second kept, {what}: {spent * 1e3:,.0f} ms")


def keep(session: Session, tins: list[str]) -> None:
    from app.core import clock
    from app.usage import service
    from app.usage.noted import Read
    from app.usage.service import Count

    now = clock.now()
    reads = [Read(now, "bench-engine", [tin]) for tin in tins]
    service.keep(session, now, [Count("bench-engine", "show_risk", len(tins), len(tins))], reads)
    session.commit()


if __name__ == "__main__":
    main()
