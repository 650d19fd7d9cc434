"""Every modifier of a register computed anew and published, by as many workers as there are processors.

`python -m tests.bench.recompute [operators]`
"""

from __future__ import annotations

import gc
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

OPERATORS, AT_ONCE = 100_000, 500


def main(operators: int = OPERATORS) -> None:
    os.environ.update(PORTAL_MODE="demo", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from tests.bench.many import register

    with register(operators) as (server, engine):
        measured(server, operators, "gathered and computed", lambda: in_processes(compute, server.url(), in_pieces(engine)))
        measured(server, operators, "computed and published", lambda: in_processes(publish, server.url(), in_pieces(engine)))
        measured(server, operators, "rolled out by the worker, a policy that came into force", lambda: roll_out(server.url()))


def measured(server, operators: int, title: str, work) -> None:
    before, began = spent(server), time.perf_counter()
    work()
    took = time.perf_counter() - began
    workers, database = (after - one for after, one in zip(spent(server), before, strict=True))
    each = f"{workers / operators * 1e6:.0f} and PostgreSQL's {database / operators * 1e6:.0f} µs of a processor each"
    print(f"{operators:,} modifiers {title}: {took:.1f} s, {operators / took:,.0f} a second; {each}", flush=True)


def in_processes(work, url: str, pieces: list[list]) -> None:
    with ProcessPoolExecutor(os.cpu_count(), initializer=gc.freeze) as workers:
        for _ in workers.map(work, [url] * len(pieces), pieces):
            pass


def roll_out(url: str) -> None:
    os.environ["DATABASE_URL"] = url
    from app.config import settings

    settings.cache_clear()
    from app.risk.policies import queries
    from app.worker.rolling_out import roll_out_policy

    with work(url) as session:
        succeed(session)
        session.commit()
    roll_out_policy()
    with work(url) as session:
        assert not queries.left(session)


def succeed(session) -> None:
    """Another policy comes into force: the one there is, with another threshold."""
    from app.accounts.words import OfficerRole
    from app.core import clock
    from app.risk.policies import queries, service
    from tests.makers import Maker

    make = Maker(session)
    content = queries.period_at(session, clock.now()).row.body | {
        "id": "2027.1",
        "threshold": 70,
        "effective_from": str(clock.today()),
    }
    row = service.propose(session, content, by=make.officer(OfficerRole.PROGRAMME_MANAGER))
    service.approve(session, row, by=make.officer(OfficerRole.DECISION_MAKER))


def spent(server) -> tuple[float, float]:
    """Seconds of a processor that workers and connections, all of those that are over, have taken."""
    time.sleep(1)  # the last of them are just ending
    postmaster = (server.home / "data" / "postmaster.pid").read_text().split()[0]
    ticks = Path(f"/proc/{postmaster}/stat").read_text().rpartition(")")[2].split()[13:15]
    return sum(os.times()[2:4]), sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def in_pieces(engine) -> list[list]:
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from app.core.isolation import SYSTEM, enter
    from app.operators.models import Operator

    with Session(engine) as session:
        enter(session, SYSTEM)
        ids = session.scalars(select(Operator.id).order_by(Operator.id)).all()
    return [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]


def compute(url: str, ids: list) -> None:
    from app.authorisations.holders import holders
    from app.risk.service import computed

    with work(url) as session:
        computed(session, holders(session, ids))


def publish(url: str, ids: list) -> None:
    from app.reactions import republish

    with work(url) as session:
        republish(session, ids)
        session.commit()


ENGINES: dict = {}


def work(url: str):
    from sqlalchemy.orm import Session

    from app import models  # noqa: F401
    from app.config import settings
    from app.core import engines
    from app.core.isolation import SYSTEM, enter

    if url not in ENGINES:
        ENGINES[url] = engines.engine(settings(), url=url)
    session = Session(ENGINES[url])
    enter(session, SYSTEM)
    return session


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
