"""How long outcomes take: `python -m tests.bench.outcomes [operators] [declarations]`. Prints, asserts nothing.

With so many declarations told already: a report of 1,000 more through the API, the statistics of a night, and the pages on them.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.bench.__main__ import timed

PEERS, A_REPORT, REPORTS = 20_000, 1_000, 20

# Four in ten of the operators, the others of traders nobody knows; one in ten is controlled, one in fifty by chance.
TOLD = """
INSERT INTO outcome (
    id, report_id, system, reference, role, version, operator_id, trader, size, lodged_at, released_at,
    selection, examined, notice, result, domain, attributed, disclosed, withdrawn
)
SELECT gen_random_uuid(), :report, 'past', 'P' || n, 'IMP', 1, operator.id,
       coalesce(operator.tin, 'ZZ6' || lpad((n % :peers)::text, 9, '0')), 'small', at, at + (n % 400) * interval '6 minutes',
       selection, CASE WHEN selection = 'none' THEN 'none' ELSE (ARRAY['documents', 'scan', 'physical'])[1 + n % 3] END,
       selection = 'targeted' AND n % 2 = 0,
       CASE WHEN selection = 'none' THEN NULL WHEN n % 25 = 0 THEN 'material_error' ELSE 'clean' END,
       CASE WHEN selection <> 'none' AND n % 25 = 0 THEN 'fiscal' END, true, false, false
FROM generate_series(1, :declarations) n
CROSS JOIN LATERAL (
    SELECT now() - interval '60 days' - ((n::bigint * 7919) % 360) * interval '1 day' AS at,
           CASE WHEN (n / 10) % 50 = 0 THEN 'random' WHEN (n / 10) % 12 = 0 THEN 'targeted' ELSE 'none' END AS selection
) told
LEFT JOIN operator ON n % 10 < 4 AND operator.tin = 'ZZ8' || lpad((1 + (n::bigint * 104729) % (:operators - 1))::text, 9, '0')
"""
COUNTED = """
count(*), count(*) FILTER (WHERE examined = 'documents'), count(*) FILTER (WHERE examined = 'scan'),
count(*) FILTER (WHERE examined = 'physical'), count(*) FILTER (WHERE result = 'material_error'), count(*) FILTER (WHERE notice),
count(*) FILTER (WHERE released_at - lodged_at <= interval '8 hours'),
count(*) FILTER (WHERE released_at - lodged_at > interval '8 hours')
"""
NAMES = "declarations, documents, scans, goods, errors, noticed, within_8, within_24"
SUMS = (
    f"""INSERT INTO outcome_sum (operator_id, month, role, selection, {NAMES})
        SELECT operator_id, date_trunc('month', lodged_at)::date, role, selection, {COUNTED}
        FROM outcome WHERE operator_id IS NOT NULL GROUP BY 1, 2, 3, 4""",
    """INSERT INTO outcome_day (operator_id, "on", role, checks, errors)
       SELECT operator_id, lodged_at::date, role, count(*), count(*) FILTER (WHERE result = 'material_error')
       FROM outcome WHERE operator_id IS NOT NULL AND selection = 'random' GROUP BY 1, 2, 3""",
    f"""INSERT INTO outcome_peer_sum (month, role, size, selection, {NAMES})
        SELECT date_trunc('month', lodged_at)::date, role, size, selection, {COUNTED}
        FROM outcome WHERE operator_id IS NULL GROUP BY 1, 2, 3, 4""",
    """INSERT INTO outcome_peer (month, role, size, trader)
       SELECT DISTINCT date_trunc('month', lodged_at)::date, role, size, hashtextextended(trader, 0)
       FROM outcome WHERE operator_id IS NULL""",
)


def main(operators: int = 10_000, declarations: int = 200_000) -> None:
    os.environ.update(PORTAL_MODE="test", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from tests.bench.many import register

    with register(operators) as (server, engine):
        os.environ["DATABASE_URL"] = server.url()
        fill(engine, operators, declarations)
        measure(engine, operators, declarations)


def fill(engine, operators: int, declarations: int) -> None:
    from app.core.isolation import SYSTEM, enter
    from app.outcomes.models import Report

    began = time.perf_counter()
    with Session(engine) as session:
        enter(session, SYSTEM)
        whole = Report(system="past", stored=declarations, corrected=0, others=0)
        session.add(whole)
        session.flush()
        asked = {"report": whole.id, "peers": PEERS, "declarations": declarations, "operators": operators}
        session.execute(text(TOLD), asked)
        for statement in SUMS:
            session.execute(text(statement))
        session.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    print(f"{declarations:,} declarations written in {time.perf_counter() - began:.0f} s")


def measure(engine, operators: int, declarations: int) -> None:
    from app.config import settings
    from app.portal import create_app

    settings.cache_clear()  # they were read before there was a database
    app = create_app()
    posted(app.test_client(), bearer_of(engine), operators, declarations)
    nightly(engine)
    pages(app, engine)


def bearer_of(engine) -> dict[str, str]:
    """A system that may tell outcomes."""
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
    for report in range(REPORTS):
        body = {"outcomes": [told(report * A_REPORT + place, operators, chance) for place in range(A_REPORT)]}
        began = time.perf_counter()
        answer = browser.post("/api/v1/outcomes", json=body, headers=bearer | {"Idempotency-Key": f"report-{report}"})
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.json
    print(f"A report of {A_REPORT:,} outcomes beside {declarations:,}: median {statistics.median(times):.0f} ms of {REPORTS}")


def told(number: int, operators: int, chance) -> dict:
    from app.core import clock

    ours = chance.random() < 0.4
    lodged = clock.now() - timedelta(days=chance.randrange(1, 30), minutes=chance.randrange(600))
    selection = chance.choices(("none", "random", "targeted", "other_agency"), (0.9, 0.02, 0.06, 0.02))[0]
    examined = "none" if selection == "none" else chance.choice(("documents", "scan", "physical"))
    result = chance.choices(("clean", "minor", "material_error"), (0.9, 0.06, 0.04))[0] if examined != "none" else None
    one = {
        "reference": f"26ZZ{number:014}",
        "operator": f"ZZ8{1 + chance.randrange(operators - 1):09}" if ours else f"ZZ6{chance.randrange(PEERS):09}",
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


def nightly(engine) -> None:
    from app.core.isolation import SYSTEM, enter
    from app.statistics.refresh import refresh

    for time_of in ("first", "next"):
        began = time.perf_counter()
        with Session(engine) as session:
            enter(session, SYSTEM)
            refresh(session)
            session.commit()
            ledgers = session.scalar(text("SELECT count(*) FROM benefit_ledger"))
        print(f"Statistics, the {time_of} night, {ledgers:,} ledgers: {time.perf_counter() - began:.1f} s")


def pages(app, engine) -> None:
    from app.core.isolation import SYSTEM, enter
    from app.operators.models import Operator
    from tests.makers import Maker

    with Session(engine) as session:
        enter(session, SYSTEM)
        make = Maker(session)
        operator = session.query(Operator).filter_by(tin="ZZ8000000001").one()
        trader, officer = browser_of(app, make, make.signatory(operator)), browser_of(app, make, make.manager())
        looked_at = [
            (trader, "/operator/benefits"),
            (officer, "/officer/benefits"),
            (officer, "/officer/rates"),
            (officer, "/officer/outcomes"),
            (officer, f"/officer/operators/{operator.id}/benefits"),
        ]
    for browser, address in looked_at:
        assert browser.get(address).status_code == 200
        wall, _ = timed(lambda browser=browser, address=address: browser.get(address, buffered=True))
        print(f"{wall:6.1f} ms  {address}")


def browser_of(app, make, user):
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = make.signed_in(user), True
    return browser


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
