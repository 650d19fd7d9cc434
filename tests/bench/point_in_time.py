"""Another moment beside the present one, in one run: `python -m tests.bench.point_in_time [operators] [weeks]`.

Each operator has been published every week, and was suspended and made valid again half-way. Prints, asserts nothing.
"""

from __future__ import annotations

import os
import random
import sys

from sqlalchemy import event, text

from app.config import settings
from tests.bench.many import HIS, derived, register

PUBLICATIONS = f"""
INSERT INTO register_publication (id, operator_id, seq, known_from, holds_until, name, country, roles, is_public, computation_id)
SELECT gen_random_uuid(), {HIS["operator_id"]}, p.seq, p.known_from - week * interval '7 days',
    p.holds_until - week * interval '7 days', p.name, p.country, p.roles, p.is_public, {derived("computation_id")}
FROM (SELECT * FROM register_publication) p, generate_series(1, :operators) n, generate_series(0, :weeks) week
"""
PERIODS = """
INSERT INTO register_period (id, operator_id, authorisation_id, number, type, granted_on, status, since, effective_from,
    effective_to, suspended_until, valid_from, valid_to, known_from, known_to)
SELECT gen_random_uuid(), p.operator_id, p.authorisation_id, p.number, p.type, p.granted_on, line.status, p.since,
    p.effective_from, NULL, NULL, line.valid_from, line.valid_to, line.known_from, line.known_to
FROM register_period p CROSS JOIN LATERAL (VALUES
    ('valid', p.valid_from, NULL, p.valid_from, :suspended),
    ('valid', p.valid_from, :suspended, :suspended, p.known_from),
    ('suspended', :suspended, NULL, :suspended, :reinstated),
    ('suspended', :suspended, :reinstated, :reinstated, p.known_from),
    ('valid', :reinstated, NULL, :reinstated, p.known_from)
) line (status, valid_from, valid_to, known_from, known_to)
"""
ASKED, AT_ONCE = 200, 1_000


def main(operators: int = 20_000, weeks: int = 52) -> None:
    os.environ.update(PORTAL_MODE="demo", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    with register(operators) as (server, engine):
        os.environ["DATABASE_URL"] = server.url()
        settings.cache_clear()
        grow(engine, operators, weeks)
        measure(operators, weeks)


def grow(engine, operators, weeks):
    """Each copy of the pattern gets its past."""
    from datetime import timedelta

    from app.core import clock

    half = clock.now() - timedelta(weeks=weeks / 2)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SELECT set_config('app.audience', 'system', false)"))
        connection.execute(text(PUBLICATIONS), {"operators": operators - 1, "weeks": weeks})
        connection.execute(text(PERIODS), {"suspended": half, "reinstated": half + timedelta(days=10)})
        for table in ("register_publication", "register_period"):
            connection.execute(text(f"ANALYZE {table}"))
            rows, size = connection.execute(text(f"SELECT count(*), pg_total_relation_size('{table}') FROM {table}")).one()
            print(f"{table}: {rows:,} rows, {size / 1e6:,.0f} MB")


def measure(operators, weeks):
    from datetime import timedelta

    from app.core import clock
    from app.extensions import db
    from app.portal import create_app

    app = create_app()
    with app.app_context():
        engine = db.engine
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    ask = asking(app, statements, operators)
    past = (clock.now() - timedelta(weeks=weeks / 2) + timedelta(days=3)).isoformat()
    kinds = {"now": {}, "then, as known now": {"as_of": past}, "then, as known then": {"as_of": past, "known_at": "then"}}
    print(f"\n{'ms':>7} {'of now':>7} {'processor':>10} {'statements':>11}")
    for what in ("status", "risk"):
        for name, query in kinds.items():
            ask(f"{what}, {name}", lambda tin, what=what, query=query: (f"/api/v1/operators/{tin}/{what}", query))
    ask("a receipt again", ask.receipt(past))
    for name, query in kinds.items():
        ask.many(f"{AT_ONCE:,} statuses, {name}", query)
    engine.dispose()


class Asking:
    """Asks about operators drawn at random, through Flask, and prints the median."""

    def __init__(self, client, headers, statements, operators):
        self.client, self.headers, self.statements, self.operators = client, headers, statements, operators
        self.draw = random.Random(1)
        self.first = 0.0

    def tin(self):
        return f"ZZ8{self.draw.randrange(1, self.operators):09}"

    def get(self, address, query):
        answer = self.client.get(address, query_string=query, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer

    def __call__(self, name, address_of):
        asked = [address_of(self.tin()) for _ in range(ASKED)]
        self.told(name, [lambda one=one: self.get(*one) for one in asked])

    def receipt(self, past):
        given = [self.get(f"/api/v1/operators/{self.tin()}/risk", {"as_of": past}).json["receipt"] for _ in range(20)]
        return lambda _: (f"/api/v1/receipts/{self.draw.choice(given)}", {})

    def many(self, name, query):
        bodies = [{"ids": [self.tin() for _ in range(AT_ONCE)], **query} for _ in range(20)]
        self.told(name, [lambda body=body: self.post(body) for body in bodies])

    def post(self, body):
        answer = self.client.post("/api/v1/status:batch", json=body, headers=self.headers)
        assert answer.status_code == 200, answer.text

    def told(self, name, acts):
        import statistics
        import time

        walls, processors, counts = [], [], []
        for act in acts:
            self.statements.clear()
            wall, processor = time.perf_counter(), time.process_time()
            act()
            walls.append((time.perf_counter() - wall) * 1000)
            processors.append((time.process_time() - processor) * 1000)
            counts.append(len(self.statements))
        median = statistics.median(walls)
        self.first = median if name.endswith(", now") else self.first
        print(f"{median:7.2f} {median / self.first:7.1f} {statistics.median(processors):10.2f} {min(counts):11}  {name}")


def asking(app, statements, operators):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "127.0.0.9"
    return Asking(client, headers(app), statements, operators)


def headers(app):
    from sqlalchemy.orm import Session

    from app.core.isolation import SYSTEM, enter
    from app.core.windows import IDS
    from app.extensions import db
    from app.signing import tokens
    from tests.makers import Maker

    IDS.limit = 100_000_000
    with app.app_context(), Session(db.engine) as session:
        enter(session, SYSTEM)
        client = Maker(session).api_client("aeo.status", "aeo.risk")
        token = tokens.issue(session, client.client_id, client.scopes)
        session.commit()
    return {"Authorization": f"Bearer {token}"}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
