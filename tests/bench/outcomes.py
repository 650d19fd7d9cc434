"""How long outcomes take: `python -m tests.bench.outcomes [operators] [declarations]`. Prints, asserts nothing.

Posts reports of 1,000 declarations through the API until there are so many, then asks for the pages that rest on their sums.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from datetime import timedelta

PEERS, A_REPORT = 20_000, 1_000
TIMED = 20  # reports of which the time is told


def main(operators: int = 2_000, declarations: int = 100_000) -> None:
    os.environ.update(PORTAL_MODE="test", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from tests.bench.many import register

    with register(operators) as (server, engine):
        os.environ["DATABASE_URL"] = server.url()
        measure(engine, operators, declarations)


def measure(engine, operators: int, declarations: int) -> None:
    from app.api.limits import BUDGET
    from app.config import settings
    from app.portal import create_app

    settings.cache_clear()  # they were read before there was a database
    BUDGET.limit = 10**9
    app = create_app()
    posted(app.test_client(), bearer_of(engine), operators, declarations)


def bearer_of(engine) -> dict[str, str]:
    """A system that may tell outcomes."""
    from sqlalchemy.orm import Session

    from app.accounts import clients
    from app.core.isolation import SYSTEM, enter
    from app.signing import tokens

    with Session(engine) as session:
        enter(session, SYSTEM)
        client = clients.create(session, "bench", "Bench", ["aeo.outcome"], "bench-secret-bench", by=None)
        token = tokens.issue(session, client.client_id, client.scopes)
        session.commit()
    return {"Authorization": f"Bearer {token}"}


def posted(browser, bearer, operators: int, declarations: int) -> None:
    times, chance = [], random.Random(7)
    for number in range(0, declarations, A_REPORT):
        body = {"outcomes": [told(number + place, operators, chance) for place in range(A_REPORT)]}
        began = time.perf_counter()
        answer = browser.post("/api/v1/outcomes", json=body, headers=bearer | {"Idempotency-Key": f"report-{number}"})
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.json
    last = times[-TIMED:]
    print(f"A report of {A_REPORT:,} outcomes, the last {len(last)} of {declarations:,}: median {statistics.median(last):.0f} ms")


def told(number: int, operators: int, chance) -> dict:
    from app.core import clock

    ours = chance.random() < 0.4
    lodged = clock.now() - timedelta(days=chance.randrange(1, 420), minutes=chance.randrange(600))
    trader = f"ZZ8{1 + chance.randrange(operators):09}" if ours else f"ZZ6{chance.randrange(PEERS):09}"
    selection = chance.choices(("none", "random", "targeted", "other_agency"), (0.9, 0.02, 0.06, 0.02))[0]
    examined = {"none": "none"}.get(selection) or chance.choice(("documents", "scan", "physical"))
    result = chance.choices(("clean", "minor", "material_error"), (0.9, 0.06, 0.04))[0] if examined != "none" else None
    one = {
        "reference": f"26ZZ{number:014}",
        "operator": trader,
        "role": "importer",
        "size": "small",
        "lodged_at": lodged.isoformat(),
        "released_at": (lodged + timedelta(hours=chance.expovariate(0.2))).isoformat(),
        "selection": selection,
        "examined": examined,
        "result": result,
        "domain": None if result in (None, "clean") else "fiscal",
    }
    return {name: value for name, value in one.items() if value is not None}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
