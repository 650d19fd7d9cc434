"""`make bench`: how long a page takes on the server and how much it asks of the database, on the demonstration, in one run.

Machines differ and are noisy: read the ratios and the counts. Nothing is asserted.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session

WARM, AT_MOST, MILLISECONDS = 20, 15, 60.0
PARTS = (
    "certificate", "questionnaire", "risk", "access", "point_in_time",
    "lookup", "freshness", "feed", "snapshot", "mirror", "recompute", "simulation", "outcomes", "webhooks",
)  # fmt: skip


def main() -> None:
    os.environ.update(PORTAL_MODE="demo", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from app.core.embedded import temporary
    from app.core.migrations import migrate

    with temporary() as server:
        os.environ["DATABASE_URL"] = server.url()
        migrate(server.url(user="aeo_owner"))
        seed(server)
        pages(server)
    parts()


def seed(server) -> None:
    from app import models  # noqa: F401
    from app.core.isolation import SYSTEM, enter
    from app.demo import seed

    engine, began = create_engine(server.url()), time.perf_counter()
    with Session(engine) as session:
        enter(session, SYSTEM)
        told = sum(1 for _ in seed.play(session, seed.prepare(session)))
    engine.dispose()
    print(f"Seeding {told} businesses: {time.perf_counter() - began:.1f} s\n")


def pages(server) -> None:
    from app.core.isolation import SYSTEM, enter
    from app.extensions import db
    from app.portal import create_app

    app = create_app()
    with app.app_context():
        engine = db.engine
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    owner = create_engine(server.url())
    rows = []
    with Session(owner) as session:
        enter(session, SYSTEM)
        for door, email, addresses in doors(app, session):
            browser = browser_of(app, session, email)
            rows += [measured(browser, statements, door, address) for address in addresses]
    owner.dispose()
    show(rows)
    look_up(app)
    engine.dispose()


def doors(app, session):
    """Each door, who looks, and the addresses that answer: with Northwind's things, and with those of a case in the making."""
    from app.operators.models import Operator
    from tests.house.pages import criteria, filled, looked_at, questions, signatory

    def business(number):
        return session.scalars(select(Operator).where(Operator.tin == f"ZZ1{number:09}")).one()

    def addresses(door, operator=None):
        found = (filled(session, rule, operator and operator.id) for rule in looked_at(app, door))
        return [address for address in found if address]

    northwind, drafting, assessed = business(1), business(49), business(4)
    yield "public", None, addresses("public", northwind)
    yield "account", None, addresses("account", northwind)
    yield "operator", "signatory@northwind.example", addresses("operator", northwind)
    yield "operator", signatory(session, drafting), [*addresses("operator", drafting), *questions(session, drafting)[::5]]
    yield "officer", "officer@customs.example", addresses("officer")
    yield "officer", "officer@customs.example", [*addresses("officer", assessed), *criteria(session, assessed)]
    yield "officer", "manager@customs.example", ["/officer", "/officer/programme"]


def browser_of(app, session, email):
    from app.accounts.models import User
    from tests.makers import Maker

    browser = app.test_client()
    if email:
        user = session.scalars(select(User).where(User.email == email)).one()
        with browser.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = Maker(session).signed_in(user), True
    return browser


def measured(browser, statements, door, address):
    browser.get(address, buffered=True)
    statements.clear()
    code = browser.get(address, buffered=True).status_code
    queries = len(statements)
    return door, address, code, *timed(lambda: browser.get(address, buffered=True)), queries


def timed(act) -> tuple[float, float]:
    """The medians of some warm runs, in milliseconds: by the clock on the wall, and of our own processor time."""
    walls, processors = [], []
    for _ in range(WARM):
        wall, processor = time.perf_counter(), time.process_time()
        act()
        walls.append((time.perf_counter() - wall) * 1000)
        processors.append((time.process_time() - processor) * 1000)
    return statistics.median(walls), statistics.median(processors)


def show(rows) -> None:
    print(f"{'ms':>6} {'processor':>10} {'queries':>8}  page")
    for door, address, code, ms, processor, queries in sorted(rows, key=lambda row: -row[3]):
        flag = "" if ms < MILLISECONDS and queries <= AT_MOST else "  over the goal"
        print(f"{ms:6.1f} {processor:10.1f} {queries:8}  {code} {address} ({door}){flag}")
    for door in dict.fromkeys(row[0] for row in rows):
        times = [row[3] for row in rows if row[0] == door and row[2] == 200]
        print(f"{door}: {len(times)} pages, median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms")


def look_up(app) -> None:
    """A status look-up with a token, beside a bare Flask answer in the same run."""
    from flask import Flask

    bare = Flask("bare")
    bare.add_url_rule("/", view_func=lambda: "hello")
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "127.0.0.9"
    answer = client.post("/oauth/token", data={"grant_type": "client_credentials"}, auth=("demo-risk-engine", "demo-secret-2026"))
    bearer = {"Authorization": f"Bearer {answer.json['access_token']}"}
    hello, _ = timed(lambda: bare.test_client().get("/"))
    status, _ = timed(lambda: client.get("/api/v1/operators/ZZ1000000001/status", headers=bearer))
    print(f"\nStatus look-up through Flask {status:.2f} ms, bare Flask {hello:.2f} ms, ratio {status / hello:.1f}\n")


def parts() -> None:
    """Each by its own bench, in a process of its own. Together they take half an hour: some write a million operators first."""
    for name in PARTS:
        print(f"-- {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=True)


if __name__ == "__main__":
    main()
